package org.guestbridge.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/**
 * What restoring an older backup does to addresses: somebody else gets one that was given since,
 * and with it the account that downstreams still have. A time after a restore prevents that.
 */
final class RestoreScenario {

  private static final RealmId REALM = new RealmId("example");
  private static final RealmId OTHER_REALM = new RealmId("another");
  private static final EmailAddress JOE =
      EmailAddress.parse("joe@guests.example.com").orElseThrow();

  private final Place place;

  /** Where the database is. */
  interface Place {
    DataSource live() throws Exception;

    void backUp() throws Exception;

    void restore() throws Exception;
  }

  RestoreScenario(Place place) {
    this.place = place;
  }

  void run() throws Exception {
    Schema.migrate(place.live());
    alias(ledger(), REALM, 1);
    place.backUp();
    Binding victim = alias(ledger(), REALM, 2, "joe");
    assertThat(victim.address()).contains(JOE);

    place.restore();
    assertThat(holds(ledger(), REALM, unit -> unit.aliases().isTaken(JOE))).isFalse();
    assertThat(alias(ledger(), REALM, 3, "joe").address())
        .as("without a mark the attacker has the victim's account")
        .contains(JOE);

    place.restore();
    Ledger ledger = ledger();
    String mark = ledger.inUnit(REALM, unit -> unit.epochs().begin()).mark();
    EmailAddress marked = EmailAddress.parse("joe-" + mark + "@guests.example.com").orElseThrow();
    Binding attacker = alias(ledger, REALM, 3, "joe");
    assertThat(attacker.address()).contains(marked);
    assertThat(alias(ledger, OTHER_REALM, 3, "joe").address().orElseThrow().value())
        .startsWith("joe-" + mark + "-");
    assertThat(alias(ledger, REALM, 1).address()).contains(address("p1"));

    assertThat(holds(ledger, REALM, unit -> unit.aliases().reserve(victim.id(), JOE))).isTrue();
    assertThat(holds(ledger, REALM, unit -> unit.epochs().end())).isTrue();
    assertThat(openMark(ledger)).isEmpty();
    assertThat(alias(ledger, REALM, 4, "joe").address().orElseThrow().value())
        .startsWith("joe-")
        .doesNotContain(mark);
    Binding kept = ledger.inUnit(REALM, unit -> unit.aliases().holderOf(JOE)).orElseThrow();
    assertThat(kept.id()).isEqualTo(victim.id());
    assertThat(kept.isReserved()).isTrue();

    BindOutcome back = ledger.inUnit(REALM, unit -> unit.aliases().adopt(subject(2), JOE));
    Binding returned = ((BindOutcome.Bound) back).binding();
    assertThat(returned.id()).isEqualTo(victim.id());
    assertThat(returned.status()).isEqualTo(BindingStatus.ACTIVE);
    assertThat(returned.address()).contains(JOE);
    assertThat(alias(ledger, REALM, 2, "joe")).isEqualTo(returned);
    BindOutcome refused = ledger.inUnit(REALM, unit -> unit.aliases().adopt(subject(5), JOE));
    assertThat(refused).isInstanceOf(BindOutcome.Taken.class);
  }

  private Ledger ledger() throws Exception {
    return new JdbcLedger(
        place.live(), RegistryKey.of(new byte[RegistryKey.LENGTH]), InstantSource.system());
  }

  private static Binding alias(Ledger ledger, RealmId realm, int number) {
    return alias(ledger, realm, number, "p" + number);
  }

  private static Binding alias(Ledger ledger, RealmId realm, int number, String wish) {
    AliasRequest request =
        new AliasRequest(wish, new DomainName("guests.example.com"), OnCollision.SUFFIX);
    BindOutcome outcome =
        ledger.inUnit(
            realm, unit -> unit.aliases().bindAlias(subject(number), request, Fingerprint.NONE));
    return ((BindOutcome.Bound) outcome).binding();
  }

  private static UpstreamSubject subject(int number) {
    return new UpstreamSubject.Oidc("https://idp.example", "s" + number);
  }

  private static EmailAddress address(String local) {
    return EmailAddress.parse(local + "@guests.example.com").orElseThrow();
  }

  private static boolean holds(Ledger ledger, RealmId realm, Ledger.Work<Boolean> question) {
    return ledger.inUnit(realm, question);
  }

  private static Optional<String> openMark(Ledger ledger) {
    return ledger.inUnit(REALM, unit -> unit.epochs().mark());
  }
}
