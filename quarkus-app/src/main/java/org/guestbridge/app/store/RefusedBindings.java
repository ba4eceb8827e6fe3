package org.guestbridge.app.store;

import java.time.Duration;
import java.util.Optional;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.infinispan.Cache;
import org.infinispan.context.Flag;

/**
 * The near-cache of bindings that the ledger refused a moment ago: held and retired ones. It spares
 * the database a person who tries again and again. It can only repeat a refusal, for five seconds
 * at most, so a release by an administrator is felt at every node within that time and a permission
 * never comes from here.
 */
public final class RefusedBindings {

  static final Duration LIFESPAN = Duration.ofSeconds(5);

  private final Cache<Person, Code> refused;
  private final Cache<Person, Code> here;

  RefusedBindings(Cache<Person, Code> refused) {
    this.refused = refused;
    this.here = refused.getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL);
  }

  /** The code with which the ledger refused {@code subject} in the realm just now, if it did. */
  public Optional<Code> recent(RealmId realm, UpstreamSubject subject) {
    return Optional.ofNullable(here.get(new Person(realm, subject)));
  }

  /**
   * Remembers that the ledger refused {@code subject} in the realm, when the code is a binding's
   * status.
   */
  public void remember(RealmId realm, UpstreamSubject subject, Code code) {
    if (code == Code.BINDING_HELD || code == Code.BINDING_RETIRED) {
      here.put(new Person(realm, subject), code);
    }
  }

  /**
   * Forgets everything, here and at the nodes that can be reached, after an administrator changed a
   * binding. A node that is missed forgets by itself, in five seconds.
   */
  public void invalidate() {
    refused.clear();
  }

  /** Somebody in one realm; the same subject may be welcome in another. */
  record Person(RealmId realm, UpstreamSubject subject) {}
}
