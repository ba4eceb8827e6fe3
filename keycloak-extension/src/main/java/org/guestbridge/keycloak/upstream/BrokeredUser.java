package org.guestbridge.keycloak.upstream;

import java.util.Optional;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The Keycloak user of a released person. It is a copy for administrators and for Keycloak itself:
 * what a client is told comes from the registry.
 *
 * @param binding whose, as a text
 * @param alias user name and mail address: the alias, or the employee's own address
 * @param givenName as released
 * @param surname as released
 * @param upstreamAddress the person's own mail address, for administrators only
 */
record BrokeredUser(
    String binding,
    String alias,
    String givenName,
    String surname,
    Optional<String> upstreamAddress) {

  static BrokeredUser of(ReleasedIdentity released, VerifiedIdentity identity) {
    return new BrokeredUser(
        released.internalId().toString(),
        released.address().value(),
        released.names().givenName(),
        released.names().surname(),
        identity.profile().mail().map(EmailAddress::value));
  }

  /** What {@link #writeTo(BrokeredIdentityContext)} wrote, read again. */
  static BrokeredUser of(BrokeredIdentityContext context) {
    @Nullable String binding = context.getUserAttribute(ExtensionNames.BINDING);
    @Nullable String alias = context.getModelUsername();
    if (binding == null || alias == null) {
      throw new IllegalStateException("nobody was released in this context");
    }
    return new BrokeredUser(
        binding,
        alias,
        context.getFirstName(),
        context.getLastName(),
        Optional.ofNullable(context.getUserAttribute(ExtensionNames.UPSTREAM_ADDRESS)));
  }

  /** Has Keycloak look up, or create, this user. */
  void writeTo(BrokeredIdentityContext context) {
    context.setUsername(alias);
    context.setModelUsername(alias);
    context.setEmail(alias);
    context.setFirstName(givenName);
    context.setLastName(surname);
    context.setUserAttribute(ExtensionNames.BINDING, binding);
    upstreamAddress.ifPresentOrElse(
        address -> context.setUserAttribute(ExtensionNames.UPSTREAM_ADDRESS, address),
        () -> context.removeUserAttribute(ExtensionNames.UPSTREAM_ADDRESS));
  }

  /**
   * Writes this user over the one that Keycloak has of the person, whatever the sync mode.
   *
   * @throws RefusalException {@code keycloak_account_conflict} when the linked user is another
   *     person's, or the alias is another user's name or address
   */
  void writeToLinked(KeycloakSession session, RealmModel realm, FederatedIdentityModel link)
      throws RefusalException {
    @Nullable UserModel linked = session.users().getUserByFederatedIdentity(realm, link);
    if (linked == null) {
      return;
    }
    @Nullable String holder = linked.getFirstAttribute(ExtensionNames.BINDING);
    if (holder != null && !holder.equals(binding)) {
      throw new RefusalException(
          Code.KEYCLOAK_ACCOUNT_CONFLICT, "The linked user is another binding's.");
    }
    requireFree(linked, session.users().getUserByUsername(realm, alias));
    requireFree(linked, session.users().getUserByEmail(realm, alias));
    writeTo(linked);
  }

  private static void requireFree(UserModel linked, @Nullable UserModel holder)
      throws RefusalException {
    if (holder != null && !holder.getId().equals(linked.getId())) {
      throw new RefusalException(
          Code.KEYCLOAK_ACCOUNT_CONFLICT, "Another user has the alias as name or address.");
    }
  }

  /** Writes what differs, so that a repeated login changes nothing in the database. */
  void writeTo(UserModel user) {
    if (!alias.equals(user.getUsername())) {
      user.setUsername(alias);
    }
    if (!alias.equals(user.getEmail())) {
      user.setEmail(alias);
    }
    if (!user.isEmailVerified()) {
      user.setEmailVerified(true);
    }
    if (!givenName.equals(user.getFirstName())) {
      user.setFirstName(givenName);
    }
    if (!surname.equals(user.getLastName())) {
      user.setLastName(surname);
    }
    writeAttribute(user, ExtensionNames.BINDING, Optional.of(binding));
    writeAttribute(user, ExtensionNames.UPSTREAM_ADDRESS, upstreamAddress);
  }

  private static void writeAttribute(UserModel user, String name, Optional<String> value) {
    if (!value.equals(Optional.ofNullable(user.getFirstAttribute(name)))) {
      value.ifPresentOrElse(
          text -> user.setSingleAttribute(name, text), () -> user.removeAttribute(name));
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[user of " + binding + "]";
  }
}
