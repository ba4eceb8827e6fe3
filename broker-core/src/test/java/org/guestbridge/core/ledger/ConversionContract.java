package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From guest to employee and back: what is ordered, what is given, and what stays taken. */
public abstract class ConversionContract extends LedgerContract {

  private static final EmailAddress JOES_ALIAS = address("joe@guests.example.com");
  private static final EmailAddress JOES_OWN = address("joe@example.com");

  @Test
  void orderConversionWhenHeldForItsKindThenPendingUntilReleased() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(alias(ledger, subject(1), "joe")).binding().id();
    each(ledger).hold(id, Code.ACCOUNT_KIND_CHANGED);
    assertThat(each(ledger).orderConversion(id)).isTrue();
    Binding pending = each(ledger).get(id).orElseThrow();
    assertThat(pending.status()).isEqualTo(BindingStatus.HELD);
    assertThat(pending.statusCode()).contains(Code.ACCOUNT_CONVERSION_PENDING);
    assertThat(pending.awaitsConversion()).isTrue();
    assertThat(pending.kind()).isEqualTo(BindingKind.ALIAS);
    assertThat(pending.address()).contains(JOES_ALIAS);
    assertThat(each(ledger).orderConversion(id)).isFalse();
    assertThat(each(ledger).release(id)).isTrue();
    assertThat(each(ledger).get(id).orElseThrow().awaitsConversion()).isFalse();
    assertThat(changes(ledger, id))
        .containsExactly(
            BindingChange.CREATED,
            BindingChange.HELD,
            BindingChange.CONVERSION_ORDERED,
            BindingChange.RELEASED);
  }

  @Test
  void orderConversionWhenNotHeldForItsKindThenFalseAndUnchanged() throws Exception {
    Ledger ledger = ledger();
    Binding active = bound(alias(ledger, subject(1), "joe")).binding();
    Binding held = bound(alias(ledger, subject(2), "ann")).binding();
    Binding retired = bound(alias(ledger, subject(3), "bob")).binding();
    each(ledger).hold(held.id(), Code.IDENTITY_CHANGED);
    each(ledger).hold(retired.id(), Code.ACCOUNT_KIND_CHANGED);
    each(ledger).retire(retired.id());
    for (UUID id : List.of(active.id(), held.id(), retired.id(), new UUID(4, 2))) {
      Object before = each(ledger).get(id);
      assertThat(each(ledger).orderConversion(id)).isFalse();
      assertThat(each(ledger).get(id)).isEqualTo(before);
    }
  }

  @Test
  void convertWhenOrderedThereAndBackThenTheIdStaysAndBothAddressesStayTheirs() throws Exception {
    Ledger ledger = ledger();
    Binding guest = bound(alias(ledger, subject(1), "joe")).binding();
    UUID id = ordered(ledger, guest);

    Binding employee =
        bound(each(ledger).convertToPassThrough(id, JOES_OWN, fingerprint("hired"))).binding();
    assertThat(employee.id()).isEqualTo(id);
    assertThat(employee.kind()).isEqualTo(BindingKind.PASS_THROUGH);
    assertThat(employee.status()).isEqualTo(BindingStatus.ACTIVE);
    assertThat(employee.statusCode()).isEmpty();
    assertThat(employee.address()).contains(JOES_OWN);
    assertThat(employee.fingerprint()).isEqualTo(fingerprint("hired"));
    assertThat(employee.compareNext()).isTrue();
    assertThat(employee.createdAt()).isEqualTo(guest.createdAt());
    assertThat(each(ledger).find(subject(1))).contains(employee);
    assertThat(each(ledger).get(id)).contains(employee);
    assertThat(each(ledger).holderOf(JOES_ALIAS)).contains(employee);
    assertThat(bound(alias(ledger, subject(2), "joe")).binding().address())
        .isNotEqualTo(guest.address());
    assertThat(each(ledger).adopt(subject(3), JOES_ALIAS)).isInstanceOf(BindOutcome.Taken.class);

    ordered(ledger, employee);
    BindOutcome.Bound back =
        bound(
            each(ledger)
                .convertToAlias(id, request("joe", OnCollision.REFUSE), fingerprint("left")));
    assertThat(back.created()).isFalse();
    assertThat(back.binding().id()).isEqualTo(id);
    assertThat(back.binding().kind()).isEqualTo(BindingKind.ALIAS);
    assertThat(back.binding().address()).contains(JOES_ALIAS);
    assertThat(each(ledger).bindPassThrough(subject(3), JOES_OWN, Fingerprint.NONE))
        .isInstanceOf(BindOutcome.BelongsToAnother.class);
    assertThat(changes(ledger, id))
        .containsExactly(
            BindingChange.CREATED,
            BindingChange.HELD,
            BindingChange.CONVERSION_ORDERED,
            BindingChange.CONVERTED,
            BindingChange.HELD,
            BindingChange.CONVERSION_ORDERED,
            BindingChange.CONVERTED);
  }

  @Test
  void convertWhenErasedAfterwardsThenBothAddressesStayTaken() throws Exception {
    Ledger ledger = ledger();
    UUID id = ordered(ledger, bound(alias(ledger, subject(1), "joe")).binding());
    each(ledger).convertToPassThrough(id, JOES_OWN, fingerprint("hired"));
    each(ledger).retire(id);
    each(ledger).erase(id);
    assertThat(each(ledger).adopt(subject(2), JOES_ALIAS)).isInstanceOf(BindOutcome.Taken.class);
    assertThat(each(ledger).bindPassThrough(subject(2), JOES_OWN, Fingerprint.NONE))
        .isInstanceOf(BindOutcome.BelongsToAnother.class);
  }

  @Test
  void convertWhenTheAddressIsAnothersThenRefusedAndStillPending() throws Exception {
    Ledger ledger = ledger();
    own(ledger, subject(2), JOES_OWN);
    UUID guest = ordered(ledger, bound(alias(ledger, subject(1), "joe")).binding());
    Binding before = each(ledger).get(guest).orElseThrow();
    assertThat(each(ledger).convertToPassThrough(guest, JOES_OWN, fingerprint("hired")))
        .isInstanceOf(BindOutcome.BelongsToAnother.class);
    assertThat(each(ledger).get(guest)).contains(before);

    UUID employee = ordered(ledger, own(ledger, subject(3), address("ann@example.com")));
    assertThat(
            each(ledger)
                .convertToAlias(employee, request("joe", OnCollision.REFUSE), fingerprint("left")))
        .isInstanceOf(BindOutcome.Taken.class);
    assertThat(each(ledger).get(employee).orElseThrow().awaitsConversion()).isTrue();
    BindOutcome.Bound suffixed =
        bound(
            each(ledger)
                .convertToAlias(employee, request("joe", OnCollision.SUFFIX), fingerprint("left")));
    assertThat(suffixed.tries()).isEqualTo(2);
    assertThat(suffixed.binding().address()).isPresent().isNotEqualTo(before.address());
  }

  @Test
  void convertWhenNotOrderedOrToTheSameKindThenIllegal() throws Exception {
    Ledger ledger = ledger();
    UUID active = own(ledger, subject(1), JOES_OWN).id();
    UUID held = own(ledger, subject(2), address("ann@example.com")).id();
    each(ledger).hold(held, Code.ACCOUNT_KIND_CHANGED);
    UUID guest = ordered(ledger, bound(alias(ledger, subject(3), "bob")).binding());
    for (UUID id : List.of(active, held, guest, new UUID(4, 2))) {
      assertThatThrownBy(
              () ->
                  each(ledger)
                      .convertToAlias(id, request("new", OnCollision.SUFFIX), fingerprint("x")))
          .isInstanceOf(IllegalStateException.class);
    }
    UUID employee = ordered(ledger, own(ledger, subject(4), address("eve@example.com")));
    assertThatThrownBy(
            () ->
                each(ledger)
                    .convertToPassThrough(employee, address("x@example.com"), fingerprint("x")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(each(ledger).isTaken(address("new@guests.example.com"))).isFalse();
    assertThat(each(ledger).isTaken(address("x@example.com"))).isFalse();
  }

  @Test
  void convertWhenRolledBackThenNothingIsWritten() throws Exception {
    Ledger ledger = ledger();
    UUID id = ordered(ledger, bound(alias(ledger, subject(1), "joe")).binding());
    Binding before = each(ledger).get(id).orElseThrow();
    ledger.inUnit(
        REALM,
        unit -> {
          unit.aliases().convertToPassThrough(id, JOES_OWN, fingerprint("hired"));
          unit.rollBack();
          return id;
        });
    assertThat(each(ledger).get(id)).contains(before);
    assertThat(each(ledger).isTaken(JOES_OWN)).isFalse();
  }

  @Test
  @Timeout(120)
  void convertWhenSubjectsRaceForOneAddressThenOneHasItAndTheOthersAwait() throws Exception {
    Ledger ledger = ledger();
    List<UUID> guests = new ArrayList<>();
    List<Callable<BindOutcome>> contenders = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      UpstreamSubject subject = subject(i);
      UUID id = ordered(ledger, bound(alias(ledger, subject, "joe" + i)).binding());
      guests.add(id);
      contenders.add(() -> each(ledger).convertToPassThrough(id, JOES_OWN, fingerprint("hired")));
    }
    List<BindOutcome> outcomes = Race.run(contenders);
    assertThat(outcomes).filteredOn(BindOutcome.Bound.class::isInstance).hasSize(1);
    assertThat(guests)
        .filteredOn(id -> each(ledger).get(id).orElseThrow().awaitsConversion())
        .hasSize(15);
  }

  @Test
  @Timeout(120)
  void orderConversionWhenRacedWithReleaseAndRetireThenEveryTransitionHappensOnce()
      throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(alias(ledger, subject(1), "joe")).binding().id();
    each(ledger).hold(id, Code.ACCOUNT_KIND_CHANGED);
    List<Callable<Boolean>> contenders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      contenders.add(() -> each(ledger).orderConversion(id));
      contenders.add(() -> each(ledger).release(id));
      contenders.add(() -> each(ledger).retire(id));
    }
    Race.run(contenders);
    assertThat(changes(ledger, id)).doesNotHaveDuplicates().endsWith(BindingChange.RETIRED);
  }

  /** Holds the binding because its kind changed, and orders that it be converted. */
  private static UUID ordered(Ledger ledger, Binding binding) {
    each(ledger).hold(binding.id(), Code.ACCOUNT_KIND_CHANGED);
    assertThat(each(ledger).orderConversion(binding.id())).isTrue();
    return binding.id();
  }
}
