package org.guestbridge.keycloak.downstream;

import java.util.Optional;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.NameIdFormat;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;

/**
 * What one assertion may say, from the moment the NameID is made to the last look before signing.
 * Lives in the running request alone, so it is used once.
 *
 * @param clientSession the id of the client session it is for
 * @param client the client it is for
 * @param note the release it rests on
 * @param identity the person
 * @param nameIdFormat the NameID's format
 * @param nameId the NameID
 * @param attributes what the attribute mapper wrote; empty until it did
 */
record Grant(
    String clientSession,
    DownstreamClient client,
    ReleaseNote note,
    ReleasedIdentity identity,
    NameIdFormat nameIdFormat,
    String nameId,
    Optional<SentAttributes> attributes) {

  private static final String KEY = Grant.class.getName();

  /** The grant of this request for this client session, if there is one. */
  static Optional<Grant> of(KeycloakSession session, AuthenticatedClientSessionModel client) {
    return Optional.ofNullable(session.getAttribute(KEY, Grant.class))
        .filter(grant -> grant.clientSession().equals(client.getId()));
  }

  void keep(KeycloakSession session) {
    session.setAttribute(KEY, this);
  }

  static void forget(KeycloakSession session) {
    session.removeAttribute(KEY);
  }

  Grant with(SentAttributes sent) {
    return new Grant(
        clientSession, client, note, identity, nameIdFormat, nameId, Optional.of(sent));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[grant of " + note.binding() + "]";
  }
}
