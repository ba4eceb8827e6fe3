package org.guestbridge.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a roll-over, each on the file. */
class KeyRingEditorTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final RealmId REALM = new RealmId("example");

  @TempDir Path temporary;

  private Instant now = START;
  private KeyRingEditor editor;

  @BeforeEach
  void generate() throws Exception {
    editor = new KeyRingEditor(location(), () -> now);
    editor.generate(REALM, KeySize.RSA_2048);
  }

  @Test
  void stageWhenNoneIsStagedThenAnnouncedButNotActive() throws Exception {
    RealmKeys keys = editor.stage(REALM, KeySize.RSA_3072);
    assertThat(states(keys)).isEqualTo("1 active, 2 staged");
    assertThat(states(read())).isEqualTo("1 active, 2 staged");
    assertThat(read().published())
        .containsExactly(
            read().active().certificate(), read().staged().orElseThrow().certificate());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ring())))
        .isEqualTo("rw-------");
    assertRefused(() -> editor.stage(REALM, KeySize.RSA_2048), Code.SIGNING_KEY_TRANSITION);
  }

  @Test
  void stageWhenEightKeysThenRefusedUntilOneIsRemoved() throws Exception {
    for (int i = 0; i < RealmKeys.MAX_KEYS - 1; i++) {
      editor.stage(REALM, KeySize.RSA_2048);
      editor.switchNow(REALM);
    }
    assertRefused(() -> editor.stage(REALM, KeySize.RSA_2048), Code.SIGNING_KEY_TRANSITION);
    editor.remove(REALM, 1);
    assertThat(editor.stage(REALM, KeySize.RSA_2048).staged().orElseThrow().serial()).isEqualTo(9);
  }

  @Test
  void switchWhenStagedThenOtherIsRetiredAndBack() throws Exception {
    assertRefused(() -> editor.switchNow(REALM), Code.SIGNING_KEY_TRANSITION);
    assertRefused(() -> editor.rollBack(REALM), Code.SIGNING_KEY_TRANSITION);
    editor.stage(REALM, KeySize.RSA_2048);
    assertThat(states(editor.switchNow(REALM))).isEqualTo("2 active, 1 retired");
    assertThat(read().published()).containsExactly(read().active().certificate());
    assertThat(states(editor.rollBack(REALM))).isEqualTo("1 active, 2 staged");
    assertThat(states(editor.switchNow(REALM))).isEqualTo("2 active, 1 retired");
    editor.stage(REALM, KeySize.RSA_2048);
    assertRefused(() -> editor.rollBack(REALM), Code.SIGNING_KEY_TRANSITION);
    assertThat(states(editor.switchNow(REALM))).isEqualTo("3 active, 2 retired, 1 retired");
    assertThat(states(editor.rollBack(REALM))).isEqualTo("2 active, 3 staged, 1 retired");
  }

  @Test
  void switchAtWhenPlannedThenHappensAtThatVeryInstant() throws Exception {
    editor.stage(REALM, KeySize.RSA_2048);
    Instant due = START.plus(Duration.ofHours(1));
    editor.switchAt(REALM, due);
    RealmKeys keys = read();
    assertThat(keys.staged().orElseThrow().takesOverAt()).contains(due);
    assertThat(keys.at(due.minusMillis(1))).isSameAs(keys);
    assertThat(states(keys.at(due))).isEqualTo("2 active, 1 retired");
    assertThat(keys.at(due.plusMillis(1))).isSameAs(keys.at(due));
  }

  @Test
  void switchAtWhenDueThenNextStepStartsFromThere() throws Exception {
    editor.stage(REALM, KeySize.RSA_2048);
    editor.switchAt(REALM, START.plusSeconds(60));
    now = START.plusSeconds(60);
    assertThat(states(editor.rollBack(REALM))).isEqualTo("1 active, 2 staged");
    assertThat(read().staged().orElseThrow().takesOverAt()).isEmpty();
  }

  @Test
  void rollBackWhenOnlyPlannedThenPlanIsCancelled() throws Exception {
    editor.stage(REALM, KeySize.RSA_2048);
    editor.switchAt(REALM, START.plusSeconds(60));
    now = START.plusSeconds(59);
    assertThat(states(editor.rollBack(REALM))).isEqualTo("1 active, 2 staged");
    assertThat(states(read().at(START.plusSeconds(61)))).isEqualTo("1 active, 2 staged");
  }

  @Test
  void switchAtWhenInstantHasPassedThenRefused() throws Exception {
    editor.stage(REALM, KeySize.RSA_2048);
    assertRefused(() -> editor.switchAt(REALM, START), Code.SIGNING_KEY_TRANSITION);
    editor.switchAt(REALM, START.plusMillis(1));
    assertThat(states(read().at(START.plusMillis(1)))).isEqualTo("2 active, 1 retired");
  }

  @Test
  void switchWhenCertificateHasExpiredThenRefused() throws Exception {
    Instant end =
        editor
            .stage(REALM, KeySize.RSA_2048)
            .staged()
            .orElseThrow()
            .certificate()
            .getNotAfter()
            .toInstant();
    assertThat(end).isEqualTo(Instant.parse("2036-11-22T10:00:00Z"));
    assertRefused(() -> editor.switchAt(REALM, end.plusMillis(1)), Code.SIGNING_KEY_EXPIRED);
    editor.switchAt(REALM, end);
    editor.rollBack(REALM);
    now = end.plusMillis(1);
    assertRefused(() -> editor.switchNow(REALM), Code.SIGNING_KEY_EXPIRED);
    now = end;
    assertThat(states(editor.switchNow(REALM))).isEqualTo("2 active, 1 retired");
    now = end.plusMillis(1);
    assertRefused(() -> editor.rollBack(REALM), Code.SIGNING_KEY_EXPIRED);
  }

  @Test
  void removeWhenActiveOrUnknownThenRefused() throws Exception {
    editor.stage(REALM, KeySize.RSA_2048);
    editor.switchNow(REALM);
    assertRefused(() -> editor.remove(REALM, 2), Code.SIGNING_KEY_TRANSITION);
    assertRefused(() -> editor.remove(REALM, 7), Code.SIGNING_KEY_TRANSITION);
    assertThat(states(editor.remove(REALM, 1))).isEqualTo("2 active");
    assertRefused(() -> editor.rollBack(REALM), Code.SIGNING_KEY_TRANSITION);
  }

  @Test
  void changeWhenAnotherWriterIsAtItThenRefusedAndFileLeftAlone() throws Exception {
    byte[] before = Files.readAllBytes(ring());
    KeyRingLock other = KeyRingLock.take(ring());
    assertRefused(() -> editor.stage(REALM, KeySize.RSA_2048), Code.KEY_RING_LOCKED);
    assertThat(Files.readAllBytes(ring())).isEqualTo(before);
    assertThat(KeyRing.open(location())).isNotNull();
    other.release();
    assertThat(states(editor.stage(REALM, KeySize.RSA_2048))).isEqualTo("1 active, 2 staged");
  }

  @Test
  void changeWhenOfOneRealmThenOthersStay() throws Exception {
    RealmId other = new RealmId("other");
    editor.generate(other, KeySize.RSA_2048);
    SigningEntry theirs = KeyRing.open(location()).keys(other).active();
    editor.stage(REALM, KeySize.RSA_2048);
    editor.switchNow(REALM);
    assertThat(KeyRing.open(location()).keys(other).all()).containsExactly(theirs);
    assertRefused(
        () -> editor.stage(new RealmId("third"), KeySize.RSA_2048), Code.SIGNING_KEY_MISSING);
  }

  private static String states(RealmKeys keys) {
    return keys.all().stream()
        .map(entry -> entry.serial() + " " + entry.state().text())
        .collect(Collectors.joining(", "));
  }

  private RealmKeys read() throws RefusalException {
    return KeyRing.open(location()).keys(REALM);
  }

  private Path ring() {
    return temporary.resolve("keyring.p12");
  }

  private KeyRingLocation location() {
    return KeyRingLocation.in(temporary, Map.of());
  }

  private static void assertRefused(ThrowingCallable call, Code code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusalException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
