package org.guestbridge.app.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/**
 * The signing keys of one realm. Immutable: every step makes another one. A switch that was planned
 * happens by asking {@link #at} with a later instant, so that every node which has the file
 * switches without being told.
 */
public final class RealmKeys {

  /** Keys of one realm, retired ones included. */
  public static final int MAX_KEYS = 8;

  private static final Comparator<SigningEntry> ORDER =
      Comparator.comparing(SigningEntry::state)
          .thenComparing(SigningEntry::serial, Comparator.reverseOrder());

  private final RealmId realm;
  private final List<SigningEntry> entries;
  private final Optional<Instant> switchAt;
  private final Optional<RealmKeys> successor;

  /**
   * The keys of {@code realm}.
   *
   * @throws IllegalArgumentException when they are not one active, at most one staged, and at most
   *     {@link #MAX_KEYS} in all, each with a serial of its own
   */
  RealmKeys(RealmId realm, List<SigningEntry> entries) {
    this.realm = realm;
    this.entries = entries.stream().sorted(ORDER).toList();
    if (count(KeyState.ACTIVE) != 1
        || count(KeyState.STAGED) > 1
        || entries.size() > MAX_KEYS
        || entries.stream().map(SigningEntry::serial).distinct().count() != entries.size()
        || !entries.stream().allMatch(entry -> entry.realm().equals(realm))) {
      throw new IllegalArgumentException("the signing keys of " + realm + " contradict");
    }
    this.switchAt = staged().flatMap(SigningEntry::takesOverAt);
    this.successor = switchAt.map(due -> switchedTo(staged().orElseThrow()));
  }

  /** The realm that signs with them. */
  public RealmId realm() {
    return realm;
  }

  /**
   * The keys as they hold at {@code now}: these, or the same ones after the planned switch. The
   * switch happens at its very instant. The same answer is the same object.
   */
  public RealmKeys at(Instant now) {
    return switchAt.isPresent() && !now.isBefore(switchAt.get()) ? successor.orElseThrow() : this;
  }

  /** The key that signs. */
  public SigningEntry active() {
    return entries.get(0);
  }

  /** The key that is to sign next. */
  public Optional<SigningEntry> staged() {
    return in(KeyState.STAGED).findFirst();
  }

  /** All keys: the active one, the staged one, then retired ones, the newest first. */
  public List<SigningEntry> all() {
    return entries;
  }

  /** The certificates that metadata announce: the active one first, then the staged one. */
  public List<X509Certificate> published() {
    return Stream.concat(Stream.of(active()), staged().stream())
        .map(SigningEntry::certificate)
        .toList();
  }

  /** The serial of the next key that is made. */
  int nextSerial() {
    return entries.stream().mapToInt(SigningEntry::serial).max().orElse(0) + 1;
  }

  RealmKeys staging(SigningEntry next) throws RefusalException {
    if (staged().isPresent()) {
      throw refused("Key " + staged().get().serial() + " is staged already; switch or remove it.");
    }
    if (entries.size() == MAX_KEYS) {
      throw refused("There are " + MAX_KEYS + " keys; remove a retired one first.");
    }
    List<SigningEntry> more = new ArrayList<>(entries);
    more.add(next);
    return new RealmKeys(realm, more);
  }

  RealmKeys switched(Instant now) throws RefusalException {
    return switchedTo(usable(requireStaged(), now));
  }

  RealmKeys switchingAt(Instant instant, Instant now) throws RefusalException {
    SigningEntry staged = usable(requireStaged(), instant);
    if (!instant.isAfter(now)) {
      throw refused("The instant of the switch has passed.");
    }
    return takingOverAt(staged, Optional.of(instant));
  }

  /** Cancels the planned switch, or makes the key that was retired last the active one again. */
  RealmKeys rolledBack(Instant now) throws RefusalException {
    Optional<SigningEntry> staged = staged();
    if (staged.isPresent() && switchAt.isPresent()) {
      return takingOverAt(staged.get(), Optional.empty());
    }
    if (staged.isPresent()) {
      throw refused("Key " + staged.get().serial() + " is staged; remove it first.");
    }
    SigningEntry previous =
        in(KeyState.RETIRED)
            .findFirst()
            .orElseThrow(() -> refused("There is no retired key to go back to."));
    SigningEntry active = active();
    usable(previous, now);
    return mapped(
        entry ->
            entry.equals(previous)
                ? entry.as(KeyState.ACTIVE)
                : entry.equals(active) ? entry.as(KeyState.STAGED) : entry);
  }

  RealmKeys without(int serial) throws RefusalException {
    SigningEntry entry =
        entries.stream()
            .filter(each -> each.serial() == serial)
            .findFirst()
            .orElseThrow(() -> refused("There is no key " + serial + "."));
    if (entry.state() == KeyState.ACTIVE) {
      throw refused("Key " + serial + " is the active one.");
    }
    return new RealmKeys(realm, entries.stream().filter(each -> !each.equals(entry)).toList());
  }

  private RealmKeys switchedTo(SigningEntry next) {
    SigningEntry before = active();
    return mapped(
        entry ->
            entry.equals(next)
                ? entry.as(KeyState.ACTIVE)
                : entry.equals(before) ? entry.as(KeyState.RETIRED) : entry);
  }

  private RealmKeys takingOverAt(SigningEntry staged, Optional<Instant> instant) {
    return mapped(entry -> entry.equals(staged) ? entry.takingOverAt(instant) : entry);
  }

  private RealmKeys mapped(UnaryOperator<SigningEntry> step) {
    return new RealmKeys(realm, entries.stream().map(step).toList());
  }

  private SigningEntry requireStaged() throws RefusalException {
    return staged().orElseThrow(() -> refused("No key is staged."));
  }

  private static SigningEntry usable(SigningEntry entry, Instant instant) throws RefusalException {
    if (entry.isExpiredAt(instant)) {
      throw new RefusalException(
          Code.SIGNING_KEY_EXPIRED,
          "The certificate of key "
              + entry.serial()
              + " is valid until "
              + entry.certificate().getNotAfter().toInstant()
              + ".");
    }
    return entry;
  }

  private Stream<SigningEntry> in(KeyState state) {
    return entries.stream().filter(entry -> entry.state() == state);
  }

  private long count(KeyState state) {
    return in(state).count();
  }

  private static RefusalException refused(String detail) {
    return new RefusalException(Code.SIGNING_KEY_TRANSITION, detail);
  }
}
