package org.guestbridge.keycloak.downstream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.guestbridge.realm.keycloak.ExtensionNames;

/**
 * Whether a sign-in entitles a client to be told of a person, and of whom. Knows nothing of
 * Keycloak, and no address that does not come from the registry.
 */
public final class Entitlement {

  /**
   * How old a release may be. Between the identity provider's answer and the assertion lie only
   * redirects; ten minutes are what a sign-in may take in the standalone broker too, and leave room
   * for a consent page.
   */
  public static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** How far another node's clock may run ahead. */
  static final Duration MAX_SKEW = Duration.ofSeconds(30);

  private Entitlement() {}

  /**
   * The account that is signed in to Keycloak.
   *
   * @param enabled whether it may sign in
   * @param binding the binding that it was made for, as its attribute says; empty for any other
   */
  public record Account(boolean enabled, Optional<String> binding) {

    /** The user attribute that holds the id of the binding. */
    public static final String BINDING = ExtensionNames.BINDING;
  }

  /**
   * The release that this sign-in brought for this client.
   *
   * @param note what the session carries, if it could be read
   * @throws RefusalException RELEASE_MISSING, RELEASE_ELSEWHERE, RELEASE_STALE,
   *     SAML_UPSTREAM_REFUSED, KEYCLOAK_ACCOUNT_CONFLICT or KEYCLOAK_ACCOUNT_DISABLED
   */
  public static ReleaseNote require(
      Optional<ReleaseNote> note, DownstreamClient client, Account account, Instant now)
      throws RefusalException {
    ReleaseNote release =
        note.orElseThrow(
            () -> new RefusalException(Code.RELEASE_MISSING, "the session carries no release"));
    if (!release.downstream().equals(client.name())) {
      throw new RefusalException(Code.RELEASE_ELSEWHERE, "the release names another downstream");
    }
    if (release.at().isBefore(now.minus(MAX_AGE)) || release.at().isAfter(now.plus(MAX_SKEW))) {
      throw new RefusalException(Code.RELEASE_STALE, "the release is not of the last ten minutes");
    }
    if (!client.admits(release.upstream())) {
      throw new RefusalException(
          Code.SAML_UPSTREAM_REFUSED, "the client does not list the identity provider");
    }
    if (!account.binding().equals(Optional.of(release.binding().toString()))) {
      throw new RefusalException(
          Code.KEYCLOAK_ACCOUNT_CONFLICT, "the account that signed in is of another binding");
    }
    if (!account.enabled()) {
      throw new RefusalException(Code.KEYCLOAK_ACCOUNT_DISABLED, "the account is disabled");
    }
    return release;
  }

  /**
   * The person behind a release, as the registry knows them now.
   *
   * @param binding what the registry holds under the release's id
   * @throws RefusalException BINDING_UNKNOWN, BINDING_HELD or BINDING_RETIRED
   */
  public static ReleasedIdentity identity(ReleaseNote release, Optional<Binding> binding)
      throws RefusalException {
    BoundAddress bound = address(binding);
    return ReleasedIdentity.of(
        bound, new ReleasedNames(release.givenName(), release.surname()), release.groups());
  }

  private static BoundAddress address(Optional<Binding> found) throws RefusalException {
    Binding binding =
        found.orElseThrow(
            () -> new RefusalException(Code.BINDING_UNKNOWN, "the release names no binding"));
    return switch (binding.status()) {
      case ACTIVE -> BoundAddress.of(binding);
      case HELD -> throw new RefusalException(Code.BINDING_HELD, "held since the release");
      case RETIRED -> throw new RefusalException(Code.BINDING_RETIRED, "retired since the release");
    };
  }
}
