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
 * @param kinds from where it is known whose accounts they are
 * @param tokens digests of the bearer tokens that are accepted, at most {@value #MAX_TOKENS}
 * @param entraTokens tokens of Entra's own that are accepted; present when there are no others
 * @param refused what the client is told about people whom the rules refuse
 */
public record ScimChannel(
    String name,
    String upstream,
    UUID tenant,
    Kinds kinds,
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

  /** From where it is known whose accounts a channel tells of; SCIM itself can't say. */
  public sealed interface Kinds {

    /**
     * All of them are of one kind.
     *
     * @param kind external for {@code guests}, internal for {@code employees}, the tenant's own
     */
    record Population(AccountKind kind) implements Kinds {}

    /**
     * By the entry of the same object id in a channel that asks Graph about the same tenant.
     *
     * @param channel the name of a {@link GraphChannel} that provisions nobody itself
     */
    record FromGraph(String channel) implements Kinds {}
  }
}
