package org.guestbridge.keycloak.admin;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.keycloak.policy.LoginPolicies;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.identity.IdentityDocument;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.guestbridge.realm.login.LoginPolicy;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The person whom an administrator supposes, and the policy in force that would decide on them.
 *
 * @param document the person
 * @param policy of the identity provider that they would come from
 */
record SupposedPerson(IdentityDocument document, LoginPolicy policy) {

  /** Longest body accepted, in bytes. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  /**
   * Reads the body: an identity document as JSON.
   *
   * @param body untrusted
   * @throws RefusalException {@code request_oversized}; {@code identity_file_invalid} when the
   *     document is not valid or names no identity provider with a policy; as the policy is refused
   */
  static SupposedPerson read(
      InputStream body, KeycloakSession session, RealmModel realm, LoginPolicies policies)
      throws RefusalException {
    IdentityDocument document = document(bytes(body));
    IdentityProviderMapperModel mapper = mapper(document.upstream(), session);
    IdentityProviderModel provider =
        session.identityProviders().getByAlias(mapper.getIdentityProviderAlias());
    if (provider == null) {
      throw unnamed();
    }
    return new SupposedPerson(document, policies.inForce(realm, provider, mapper));
  }

  private static byte[] bytes(InputStream body) throws RefusalException {
    byte[] content;
    try {
      content = body.readNBytes(MAX_BODY_BYTES + 1);
    } catch (IOException broken) {
      throw new RefusalException(Code.REQUEST_INVALID, "The body cannot be read.", broken);
    }
    if (content.length > MAX_BODY_BYTES) {
      throw new RefusalException(Code.REQUEST_OVERSIZED, "");
    }
    return content;
  }

  static IdentityDocument document(byte[] content) throws RefusalException {
    IdentityDocument.ReadResult result = IdentityDocument.read(content, DocumentFormat.JSON);
    if (result instanceof IdentityDocument.Read read) {
      return read.document();
    }
    Problem first = ((IdentityDocument.Rejected) result).problems().get(0);
    throw new RefusalException(first.code(), (first.pointer() + " " + first.detail()).strip());
  }

  private static IdentityProviderMapperModel mapper(
      Optional<String> upstream, KeycloakSession session) throws RefusalException {
    List<IdentityProviderMapperModel> mappers =
        session
            .identityProviders()
            .getMappersStream()
            .filter(each -> ExtensionNames.LOGIN_MAPPER.equals(each.getIdentityProviderMapper()))
            .filter(
                each ->
                    upstream.isEmpty() || upstream.get().equals(each.getIdentityProviderAlias()))
            .toList();
    if (mappers.size() != 1) {
      throw unnamed();
    }
    return mappers.get(0);
  }

  private static RefusalException unnamed() {
    return new RefusalException(
        Code.IDENTITY_FILE_INVALID,
        "/upstream Name the one identity provider with a login policy that the person comes from.");
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[supposed person]";
  }
}
