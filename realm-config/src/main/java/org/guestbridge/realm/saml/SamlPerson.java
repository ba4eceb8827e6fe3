package org.guestbridge.realm.saml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream.Kind;
import org.guestbridge.realm.oidc.EntraAttributes;
import org.guestbridge.realm.oidc.OidcClaims;

/**
 * Who an assertion is about, as its upstream's kind reads it.
 *
 * @param subject the immutable key
 * @param account whose account it is
 * @param profile everything else, input to rules
 */
public record SamlPerson(UpstreamSubject subject, AccountEvidence account, Profile profile) {

  /**
   * Reads verified attributes.
   *
   * @param attributes the values by name
   * @param persistentId the persistent NameID, when there is one that the upstream made for us
   * @param kind whose identity provider it is
   * @param entityId its entityID
   * @throws RefusalException {@code assertion_attributes} when an attribute is missing or has the
   *     wrong shape; {@code assertion_tenant} when the tenant is not the connection's; {@code
   *     assertion_subject} when there is no immutable id
   */
  public static SamlPerson read(
      Map<String, List<String>> attributes,
      Optional<String> persistentId,
      Kind kind,
      String entityId)
      throws RefusalException {
    return kind instanceof Kind.Entra entra
        ? ofEntra(attributes, entra)
        : ofOther(attributes, persistentId, (Kind.Generic) kind, entityId);
  }

  private static SamlPerson ofOther(
      Map<String, List<String>> attributes,
      Optional<String> persistentId,
      Kind.Generic kind,
      String entityId)
      throws RefusalException {
    AttributeReader reader = new AttributeReader(attributes);
    Optional<String> id =
        kind.subjectAttribute().isPresent()
            ? reader.exact(kind.subjectAttribute().get())
            : persistentId;
    String checked =
        id.filter(SamlPerson::isId)
            .orElseThrow(
                () -> new RefusalException(Code.ASSERTION_SUBJECT, "no usable persistent id"));
    return new SamlPerson(
        new UpstreamSubject.Saml(entityId, checked),
        new AccountEvidence.OtherProvider(entityId),
        reader.profile(kind));
  }

  private static SamlPerson ofEntra(Map<String, List<String>> attributes, Kind.Entra entra)
      throws RefusalException {
    try {
      OidcClaims read = EntraAttributes.read(attributes, entra.tenant());
      return new SamlPerson(read.subject(), read.account(), read.profile());
    } catch (RefusalException refusal) {
      Code code =
          refusal.code() == Code.TOKEN_TENANT ? Code.ASSERTION_TENANT : Code.ASSERTION_ATTRIBUTES;
      throw new RefusalException(code, refusal.detail(), refusal);
    }
  }

  /** SAML core 8.3.7: at most 256 characters; here visible ones without space at either end. */
  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= 255
        && text.equals(text.strip())
        && text.codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
  }
}
