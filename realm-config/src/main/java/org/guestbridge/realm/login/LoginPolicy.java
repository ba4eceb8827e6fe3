package org.guestbridge.realm.login;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.broker.ChangedHumanPolicy;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.oidc.OidcClaims;
import org.guestbridge.realm.saml.SamlPerson;

/**
 * What decides a login through one upstream: how its people are read, and the realm's rules. Holds
 * no credential, no endpoint and no key, since another program speaks the protocol and has verified
 * the message.
 *
 * @param realm the realm's name in the registry
 * @param upstream the upstream's name in the realm file; stands in evidence and in the audit log
 * @param source whose messages they are, which decides how a person is read
 * @param rules what happens to whom, compiled
 * @param changedHuman what happens when another human seems to sign in
 */
public record LoginPolicy(
    RealmId realm, String upstream, Source source, RuleSet rules, ChangedHuman changedHuman) {

  /** Whose messages people come by. */
  public sealed interface Source {

    /**
     * ID tokens.
     *
     * @param provider whose they are
     */
    record Oidc(OidcProvider provider) implements Source {}

    /**
     * SAML assertions.
     *
     * @param kind whose identity provider it is
     * @param entityId its entityID, the issuer of every assertion
     */
    record Saml(SamlUpstream.Kind kind, String entityId) implements Source {}
  }

  /**
   * Reads the person whom a verified ID token is about.
   *
   * @param verified the claims of an ID token whose signature, issuer, audience, times and nonce
   *     were verified, as a JSON reader makes them
   * @throws RefusalException as {@link OidcClaims#read} refuses; {@code callback_invalid} when the
   *     upstream does not speak OpenID Connect
   */
  public OidcClaims person(Map<String, Object> verified) throws RefusalException {
    if (source instanceof Source.Oidc oidc) {
      return OidcClaims.read(verified, oidc.provider());
    }
    throw otherProtocol();
  }

  /**
   * Reads the person whom a verified assertion is about.
   *
   * @param attributes the values by name, of an assertion whose signature, issuer, audience,
   *     recipient, times and request were verified
   * @param persistentId the persistent NameID, when there is one that the upstream made for us
   * @throws RefusalException as {@link SamlPerson#read} refuses; {@code callback_invalid} when the
   *     upstream does not speak SAML
   */
  public SamlPerson person(Map<String, List<String>> attributes, Optional<String> persistentId)
      throws RefusalException {
    if (source instanceof Source.Saml saml) {
      return SamlPerson.read(attributes, persistentId, saml.kind(), saml.entityId());
    }
    throw otherProtocol();
  }

  /** The policy on changed humans of this upstream; people of any other are held. */
  public ChangedHumanPolicies changedHumanPolicies() {
    return (name, kind) -> name.equals(upstream) ? changedHuman.of(kind) : ChangedHumanPolicy.HOLD;
  }

  private static RefusalException otherProtocol() {
    return new RefusalException(Code.CALLBACK_INVALID, "the answer is of another protocol");
  }
}
