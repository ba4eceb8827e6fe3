package org.guestbridge.core.broker;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;

/**
 * Gives an identity the names of its groups, which a token names by id: those that the channels of
 * its upstream stored. So rules come to the same at a login and when provisioning plans.
 */
final class GroupNaming {

  private final Ledger ledger;
  private final RealmId realm;
  private final Provisioning provisioning;

  GroupNaming(Ledger ledger, RealmId realm, Provisioning provisioning) {
    this.ledger = ledger;
    this.realm = realm;
    this.provisioning = provisioning;
  }

  /**
   * The identity itself where no rule reads names, or no channel tells of its upstream's people;
   * else, for somebody who is in groups, one more look at the database.
   */
  VerifiedIdentity named(VerifiedIdentity identity, RuleSet rules) {
    Set<String> groups = identity.profile().groups().ids();
    String upstream = identity.evidence().upstream();
    Set<String> channels =
        provisioning.channels().stream()
            .filter(channel -> channel.upstream().equals(upstream))
            .map(Channel::name)
            .collect(Collectors.toUnmodifiableSet());
    if (!rules.readsGroupNames() || channels.isEmpty()) {
      return identity;
    }
    // Who is in no group has no names of groups either, whatever the token claims.
    return identity.withGroupNames(
        groups.isEmpty()
            ? Map.of()
            : ledger.inUnit(realm, unit -> unit.groups().names(channels, groups)));
  }
}
