package org.guestbridge.realm;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.identity.AccountKind;

/**
 * A SCIM client that tells the broker of people: one Entra provisioning job.
 *
 * @param name the name in the realm file
 * @param upstream the name of the Entra upstream at which these people sign in
 * @param tenant that upstream's tenant
 * @param population for whom the channel is
 * @param tokens digests of the bearer tokens that are accepted, at most {@value #MAX_TOKENS}
 * @param entraTokens tokens of Entra's own that are accepted; present when there are no others
 * @param refused what the client is told about people whom the rules refuse
 */
public record ScimChannel(
    String name,
    String upstream,
    UUID tenant,
    Population population,
    List<BearerDigest> tokens,
    Optional<EntraTokens> entraTokens,
    Refused refused)
    implements ProvisioningChannel {

  /** Most tokens of one channel: the one in use and those it is rotated to. */
  public static final int MAX_TOKENS = 4;

  public ScimChannel {
    ConnectionName.require(name);
    tokens = List.copyOf(tokens);
    if (tokens.size() > MAX_TOKENS || (tokens.isEmpty() && entraTokens.isEmpty())) {
      throw new IllegalArgumentException("a channel has 1 to 4 tokens, or takes Entra's own");
    }
  }

  /**
   * Whether {@code presented} is one of the tokens. Every token is compared, in a time that tells
   * nothing.
   */
  public boolean accepts(BearerDigest presented) {
    boolean found = false;
    for (BearerDigest token : tokens) {
      found |= token.equals(presented);
    }
    return found;
  }

  /** What a client is told about a person whom the rules refuse. */
  public enum Refused {
    /** Success: the person is stored, and held back with a code. */
    STORE,
    /** An error with the code: a new person is not stored, a known one is, and is held back. */
    ERROR
  }

  /** Who a channel tells of; SCIM itself can't tell a guest from an employee. */
  public enum Population {
    /** Guests alone: everybody is external. */
    GUESTS(AccountKind.EXTERNAL),
    /** The tenant's own accounts alone: everybody is internal. */
    EMPLOYEES(AccountKind.INTERNAL);

    private final AccountKind kind;

    Population(AccountKind kind) {
      this.kind = kind;
    }

    /** The kind of everybody of the population. */
    public AccountKind kind() {
      return kind;
    }
  }
}
