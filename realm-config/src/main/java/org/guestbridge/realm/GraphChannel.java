package org.guestbridge.realm;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.text.DomainName;

/**
 * A directory that the broker asks for people and groups through Microsoft Graph.
 *
 * @param name the name in the realm file
 * @param upstream the name of the upstream at which these people sign in, whose app registration
 *     asks
 * @param tenant that upstream's tenant
 * @param provider that upstream's provider, of Microsoft's, which says how an entry is read
 * @param ownDomains the tenant's verified domains, which tell its own accounts from guests; empty
 *     for a customer directory, whose people are all external
 * @param client the client id of that app registration, whose app roles sign-ins name
 * @param application the client id of the application to which people have to be assigned; empty
 *     for everybody of the tenant
 * @param provisions whether its people may have accounts by it; false where it shows to SCIM
 *     channels whose accounts are whose, and names of groups to rules
 * @param graph the Graph of the cloud, without a slash at the end
 * @param authority the login host that gives tokens for it, without a slash at the end
 * @param every from the end of a round to the next, 1 minute to 1 day
 * @param fullEvery how often everything is read anew, 1 hour to 6 days, since Microsoft keeps the
 *     state of a delta query for seven
 * @param withdrawAtMost how many people a round may take something from unasked
 */
public record GraphChannel(
    String name,
    String upstream,
    UUID tenant,
    OidcProvider provider,
    Set<DomainName> ownDomains,
    String client,
    Optional<String> application,
    boolean provisions,
    URI graph,
    URI authority,
    Duration every,
    Duration fullEvery,
    WithdrawalLimit withdrawAtMost)
    implements ProvisioningChannel {

  /** {@link #every} unless the realm says otherwise. */
  public static final Duration DEFAULT_EVERY = Duration.ofMinutes(10);

  /** {@link #fullEvery} unless the realm says otherwise. */
  public static final Duration DEFAULT_FULL_EVERY = Duration.ofHours(24);

  public GraphChannel {
    ConnectionName.require(name);
    ownDomains = Set.copyOf(ownDomains);
  }

  /** Whether sign-ins name app roles; the user flows of B2C do not. */
  public boolean namesRoles() {
    return !(provider instanceof OidcProvider.B2c);
  }

  /** Whether everybody is external, whatever the directory shows. */
  public boolean isOfCustomers() {
    return !(provider instanceof OidcProvider.Entra);
  }
}
