package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.mail.MailRoutes;
import org.guestbridge.core.mail.MailboxEvidence;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;

/** What every ledger guarantees about mail routes. */
public abstract class MailContract extends OutboxContract {

  private static final String MAILBOX = "jo@partner.example";

  @Test
  void putWhenNewThenFoundInItsRealmAloneAndReplacedAsIfItHadNeverBounced() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(ledger, 1);
    assertThat(routes(ledger, REALM).find(id)).isEmpty();
    routes(ledger, REALM).put(id, proven(MAILBOX));
    MailRoute route = routes(ledger, REALM).find(id).orElseThrow();
    assertThat(route.mailbox()).isEqualTo(proven(MAILBOX));
    assertThat(route.withdrawn()).isFalse();
    assertThat(route.objection()).isEmpty();
    assertThat(routes(ledger, OTHER_REALM).find(id)).isEmpty();
    assertThat(routes(ledger, OTHER_REALM).bounced(id, address(MAILBOX))).isFalse();
    assertThat(routes(ledger, REALM).bounced(id, address("jo@two.example"))).isFalse();
    assertThat(routes(ledger, REALM).find(id).flatMap(MailRoute::objection)).isEmpty();
    assertThat(routes(ledger, REALM).bounced(id, address(MAILBOX))).isTrue();
    assertThat(routes(ledger, REALM).find(id).flatMap(MailRoute::objection))
        .contains(Code.MAIL_BOUNCED);
    ProvenMailbox other =
        new ProvenMailbox(address("jo@two.example"), MailboxEvidence.ADMINISTRATOR);
    routes(ledger, REALM).put(id, other);
    assertThat(routes(ledger, REALM).find(id).orElseThrow().mailbox()).isEqualTo(other);
    assertThat(routes(ledger, REALM).find(id).flatMap(MailRoute::objection)).isEmpty();
  }

  @Test
  void withdrawWhenRoutedThenOutOfForceUntilRestored() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(ledger, 1);
    routes(ledger, REALM).withdraw(id);
    assertThat(routes(ledger, REALM).find(id)).isEmpty();
    routes(ledger, REALM).put(id, proven(MAILBOX));
    routes(ledger, REALM).withdraw(id);
    assertThat(routes(ledger, REALM).find(id).orElseThrow().withdrawn()).isTrue();
    routes(ledger, REALM).restore(id);
    assertThat(routes(ledger, REALM).find(id).orElseThrow().withdrawn()).isFalse();
  }

  @Test
  void forgetWhenRoutedThenNoValueIsLeft() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(ledger, 1);
    assertThat(routes(ledger, REALM).forget(id)).isFalse();
    routes(ledger, REALM).put(id, proven(MAILBOX));
    assertThat(everyValue()).anyMatch(value -> value.contains(MAILBOX));
    assertThat(routes(ledger, REALM).forget(id)).isTrue();
    assertThat(everyValue()).noneMatch(value -> value.contains(MAILBOX));
  }

  @Test
  void betweenWhenInAStretchThenThoseAfterItsBeginningUpToItsEnd() throws Exception {
    Ledger ledger = ledger();
    for (int number = 1; number <= 4; number++) {
      routes(ledger, REALM).put(bound(ledger, number), proven("p" + number + "@partner.example"));
    }
    List<UUID> ids =
        ledger.inUnit(
            REALM,
            unit ->
                unit.aliases().list(Optional.empty(), 10).stream()
                    .map(binding -> binding.id())
                    .toList());
    Map<UUID, MailRoute> all = routes(ledger, REALM).between(Optional.empty(), ids.get(3));
    assertThat(all.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(routes(ledger, REALM).between(Optional.of(ids.get(0)), ids.get(2)).keySet())
        .containsExactlyInAnyOrder(ids.get(1), ids.get(2));
    assertThat(routes(ledger, OTHER_REALM).between(Optional.empty(), ids.get(3))).isEmpty();
  }

  private static MailRoutes routes(Ledger ledger, RealmId realm) {
    return PortPerCall.of(ledger, realm, MailRoutes.class, Unit::mailRoutes);
  }

  private static ProvenMailbox proven(String mailbox) {
    return new ProvenMailbox(address(mailbox), MailboxEvidence.VERIFIED_BY_PROVIDER);
  }

  private static UUID bound(Ledger ledger, int number) {
    EmailAddress own = address("e" + number + "@example.com");
    BindOutcome outcome =
        ledger.inUnit(
            REALM, unit -> unit.aliases().bindPassThrough(subject(number), own, Fingerprint.NONE));
    return ((BindOutcome.Bound) outcome).binding().id();
  }
}
