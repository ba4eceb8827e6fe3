package org.guestbridge.app.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/**
 * Changes the ring's file, one locked step at a time: read, change, replace as a whole. A broker
 * that runs notices the new file by itself. Before each step a planned switch that is due is taken
 * as done, as every broker does.
 *
 * <p>Every step may be refused with {@code key_ring_missing}, {@code key_ring_unreadable}, {@code
 * key_ring_locked} when another command is at it, and {@code signing_key_missing} when the realm
 * has no key; then the file is left as it was.
 */
public final class KeyRingEditor {

  /** Ten years keep a pinned certificate from expiring by surprise. */
  private static final Period VALIDITY = Period.ofYears(10);

  private final KeyRingLocation location;
  private final KeyRingFile file;
  private final InstantSource clock;

  /** An editor of the ring at {@code location}. */
  public KeyRingEditor(KeyRingLocation location, InstantSource clock) {
    this.location = location;
    this.file = new KeyRingFile(location);
    this.clock = clock;
  }

  /**
   * Makes the first key of a realm, and the ring when there is none.
   *
   * @throws RefusalException {@code key_ring_exists} when the realm has a key
   */
  public KeyRing generate(RealmId realm, KeySize size) throws RefusalException {
    return locked(
        () -> {
          boolean exists = location.ring().exists();
          Optional<KeyRing> present = exists ? Optional.of(file.open()) : Optional.empty();
          if (present.flatMap(ring -> ring.find(realm)).isPresent()) {
            throw new RefusalException(
                Code.KEY_RING_EXISTS,
                "There is a key of " + realm + " in " + location.ring().path() + ".");
          }
          RealmKeys first =
              new RealmKeys(realm, List.of(newEntry(realm, 1, KeyState.ACTIVE, size)));
          if (present.isEmpty()) {
            return file.create(first);
          }
          KeyRing next = present.get().with(first);
          file.replace(next);
          return next;
        });
  }

  /**
   * Makes the next key of a realm.
   *
   * @throws RefusalException {@code signing_key_transition} when one is staged already
   */
  public RealmKeys stage(RealmId realm, KeySize size) throws RefusalException {
    return change(
        realm, keys -> keys.staging(newEntry(realm, keys.nextSerial(), KeyState.STAGED, size)));
  }

  /**
   * Makes the staged key the active one, now.
   *
   * @throws RefusalException {@code signing_key_transition} when none is staged, {@code
   *     signing_key_expired} when its certificate has run out
   */
  public RealmKeys switchNow(RealmId realm) throws RefusalException {
    return change(realm, keys -> keys.switched(clock.instant()));
  }

  /**
   * Plans the switch to the staged key; instead of an earlier plan, if there is one.
   *
   * @param instant in the future; every broker switches by its own clock
   * @throws RefusalException {@code signing_key_transition} when none is staged or the instant has
   *     passed, {@code signing_key_expired} when the certificate runs out before
   */
  public RealmKeys switchAt(RealmId realm, Instant instant) throws RefusalException {
    Instant due = instant.truncatedTo(ChronoUnit.MILLIS);
    return change(realm, keys -> keys.switchingAt(due, clock.instant()));
  }

  /**
   * Takes a switch back: one that is only planned is cancelled; else the key that was retired last
   * signs again, and the active one is staged.
   *
   * @throws RefusalException {@code signing_key_transition} when there is nothing to take back,
   *     {@code signing_key_expired} when the retired certificate has run out
   */
  public RealmKeys rollBack(RealmId realm) throws RefusalException {
    return change(realm, keys -> keys.rolledBack(clock.instant()));
  }

  /**
   * Destroys a key that does not sign.
   *
   * @throws RefusalException {@code signing_key_transition} when it is the active one, or there is
   *     none with that serial
   */
  public RealmKeys remove(RealmId realm, int serial) throws RefusalException {
    return change(realm, keys -> keys.without(serial));
  }

  private RealmKeys change(RealmId realm, Step step) throws RefusalException {
    return locked(
        () -> {
          KeyRing ring = file.open();
          RealmKeys next = step.apply(ring.keys(realm).at(clock.instant()));
          file.replace(ring.with(next));
          return next;
        });
  }

  private <T> T locked(Work<T> work) throws RefusalException {
    try {
      KeyRingLock lock = KeyRingLock.take(location.ring().path());
      try {
        return work.run();
      } finally {
        lock.release();
      }
    } catch (IOException e) {
      throw new RefusalException(Code.KEY_RING_UNREADABLE, "The key ring cannot be locked.", e);
    }
  }

  private SigningEntry newEntry(RealmId realm, int serial, KeyState state, KeySize size)
      throws RefusalException {
    try {
      SelfSigned made =
          SelfSigned.generate(realm.value() + " SSO", size, clock.instant(), VALIDITY);
      return new SigningEntry(
          realm, serial, state, Optional.empty(), made.keys().getPrivate(), made.certificate());
    } catch (GeneralSecurityException e) {
      throw new RefusalException(Code.KEY_RING_UNREADABLE, "The key could not be made.", e);
    }
  }

  /** A change of one realm's keys. */
  @FunctionalInterface
  private interface Step {
    RealmKeys apply(RealmKeys keys) throws RefusalException;
  }

  /** What is done under the lock. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws RefusalException;
  }
}
