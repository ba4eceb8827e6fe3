package org.guestbridge.app.boot;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.keys.RealmKeys;
import org.guestbridge.app.keys.SigningEntry;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.jboss.logging.Logger;

/**
 * The keys that a realm's identity provider uses at the moment of asking: of the ring as it is, and
 * after a planned switch as soon as it is due. Asking reads two fields and the clock; it takes no
 * lock and touches no file.
 */
final class RealmSigningKeys implements Supplier<SigningKeys> {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.keys");

  private final RealmId realm;
  private final CurrentKeyRing ring;
  private final InstantSource clock;
  private volatile Held held;

  private RealmSigningKeys(RealmId realm, CurrentKeyRing ring, InstantSource clock, Held held) {
    this.realm = realm;
    this.ring = ring;
    this.clock = clock;
    this.held = held;
  }

  /**
   * The keys of {@code realm}.
   *
   * @throws RefusalException {@code signing_key_missing} when the ring has none; once it has, it
   *     keeps some
   */
  static RealmSigningKeys of(RealmId realm, CurrentKeyRing ring, InstantSource clock)
      throws RefusalException {
    Held first = Held.of(ring.get().keys(realm).at(clock.instant()));
    return new RealmSigningKeys(realm, ring, clock, first);
  }

  @Override
  public SigningKeys get() {
    RealmKeys now = ring.get().find(realm).orElseThrow().at(clock.instant());
    Held known = held;
    if (known.source() != now) {
      Held next = Held.of(now);
      held = next;
      if (!next.keys().equals(known.keys())) {
        say(now);
      }
      return next.keys();
    }
    return known.keys();
  }

  private static void say(RealmKeys keys) {
    LOG.infof(
        "realm %s signs with key %d, certificate %s; staged: %s",
        keys.realm(),
        keys.active().serial(),
        keys.active().fingerprint(),
        keys.staged().map(SigningEntry::serial).map(String::valueOf).orElse("none"));
  }

  /** The ring's keys in the form that signs, made once. */
  private record Held(RealmKeys source, SigningKeys keys) {

    static Held of(RealmKeys source) {
      SigningEntry active = source.active();
      return new Held(
          source,
          new SigningKeys(new SigningKey(active.key(), active.certificate()), source.published()));
    }
  }
}
