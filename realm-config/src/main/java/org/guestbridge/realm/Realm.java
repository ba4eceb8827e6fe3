package org.guestbridge.realm;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.broker.ChangedHumanPolicy;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;

/**
 * Everything an administrator decided about one realm.
 *
 * @param id the realm's name in URLs and in the registry
 * @param publicUrl the origin that browsers reach the broker at: https, or http for loopback; no
 *     trailing slash
 * @param mail who delivers mail to aliases
 * @param upstreams by name, in the order of the file; at least one
 * @param downstreams by name, in the order of the file; at least one
 * @param rules what happens to whom, compiled
 * @param pages languages and texts of the broker's pages
 * @param limits request rates
 * @param channels by whom the broker hears of people, by name, in the order of the file; may be
 *     empty
 */
public record Realm(
    RealmId id,
    URI publicUrl,
    Mail mail,
    Map<String, Upstream> upstreams,
    Map<String, Downstream> downstreams,
    RuleSet rules,
    Pages pages,
    Limits limits,
    Map<String, ProvisioningChannel> channels) {

  public Realm {
    upstreams = inOrder(upstreams);
    downstreams = inOrder(downstreams);
    channels = inOrder(channels);
    if (upstreams.isEmpty() || downstreams.isEmpty()) {
      throw new IllegalArgumentException("a realm has at least one upstream and one downstream");
    }
    if (publicUrl.toString().endsWith("/")) {
      throw new IllegalArgumentException("publicUrl ends with a slash");
    }
  }

  /** Where employees keep addresses and where guests get aliases. */
  public AddressDomains domains() {
    return rules.domains();
  }

  /** What happens when another human seems to sign in, for each upstream and kind of account. */
  public ChangedHumanPolicies changedHumanPolicies() {
    return (name, kind) ->
        Optional.ofNullable(upstreams.get(name))
            .map(upstream -> upstream.changedHuman().of(kind))
            .orElse(ChangedHumanPolicy.HOLD);
  }

  /** The first upstream: the one that is meant where none is named. */
  public Upstream upstream() {
    return upstreams.values().iterator().next();
  }

  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
