package org.guestbridge.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Epoch;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.alias.Origin;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Ledger} guarantees. An implementation extends it and passes. */
public abstract class LedgerContract extends CopiesContract {

  private static final DomainName GUESTS = new DomainName("guests.example.com");
  private static final EmailAddress OWN = address("ann@example.com");
  private static final String CANARY = "canary";

  // After a restore.

  @Test
  void candidatesWhenARestoreIsOpenThenEachCarriesTheMarkOfTheLastOne() throws Exception {
    Ledger ledger = ledger();
    alias(ledger, subject(1), "joe");
    ledger.inUnit(OTHER_REALM, unit -> unit.epochs().begin());
    now = now.plusSeconds(1);
    String mark = ledger.inUnit(OTHER_REALM, unit -> unit.epochs().begin()).mark();
    assertThat(ledger.inUnit(REALM, unit -> unit.epochs().last()).orElseThrow().mark())
        .isEqualTo(mark)
        .matches("r[0-9a-hjkmnp-tv-z]{4}");
    assertThat(each(ledger).candidates(subject(2), request("joe", OnCollision.SUFFIX)))
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.local()).startsWith("joe-" + mark));
    assertThat(each(ledger).candidates(subject(2), request("joe", OnCollision.REFUSE)))
        .containsExactly(address("joe-" + mark + "@guests.example.com"));
    assertThat(holds(ledger, REALM, unit -> unit.epochs().end())).isTrue();
    assertThat(holds(ledger, REALM, unit -> unit.epochs().end())).isFalse();
    assertThat(openMark(ledger)).contains(mark);
    assertThat(holds(ledger, OTHER_REALM, unit -> unit.epochs().end())).isTrue();
    assertThat(openMark(ledger)).isEmpty();
    assertThat(each(ledger).candidates(subject(2), request("joe", OnCollision.REFUSE)))
        .containsExactly(address("joe@guests.example.com"));
  }

  @Test
  void learnedWhenFromEachDirectoryThenTheTimeOfThisRealmEndsWhoeverLearned() throws Exception {
    Ledger ledger = ledger();
    alias(ledger, subject(1), "joe");
    Set<String> both = Set.of("cloud", "second");
    Epoch first = ledger.inUnit(OTHER_REALM, unit -> unit.epochs().begin());
    assertThat(holds(ledger, REALM, unit -> unit.epochs().learned(first, "cloud", both))).isFalse();
    now = now.plusSeconds(1);
    ledger.inUnit(OTHER_REALM, unit -> unit.epochs().begin());
    Epoch epoch = ledger.inUnit(REALM, unit -> unit.epochs().last()).orElseThrow();
    assertThat(holds(ledger, REALM, unit -> unit.epochs().learned(first, "second", both)))
        .isFalse();
    assertThat(holds(ledger, REALM, unit -> unit.epochs().learned(epoch, "second", both)))
        .isFalse();
    assertThat(holds(ledger, REALM, unit -> unit.epochs().learned(epoch, "second", both)))
        .isFalse();
    assertThat(holds(ledger, OTHER_REALM, unit -> unit.epochs().learned(epoch, "cloud", both)))
        .isFalse();
    assertThat(openMark(ledger)).contains(epoch.mark());
    assertThat(holds(ledger, REALM, unit -> unit.epochs().learned(epoch, "cloud", both))).isTrue();
    assertThat(ledger.inUnit(REALM, unit -> unit.epochs().last()).orElseThrow().endedAt())
        .isPresent();
    assertThat(openMark(ledger)).as("the other realm's").contains(epoch.mark());
    assertThat(holds(ledger, REALM, unit -> unit.epochs().learned(epoch, "cloud", both))).isFalse();
  }

  @Test
  @Timeout(60)
  void learnedWhenOnSeveralNodesAtOnceThenOneOfThemEndsIt() throws Exception {
    Ledger ledger = ledger();
    Epoch epoch = ledger.inUnit(REALM, unit -> unit.epochs().begin());
    Set<String> all = Set.of("a", "b", "c", "d");
    List<Callable<Boolean>> nodes = new ArrayList<>();
    all.forEach(
        each ->
            nodes.add(() -> holds(ledger, REALM, unit -> unit.epochs().learned(epoch, each, all))));
    assertThat(Race.run(nodes)).containsOnlyOnce(true);
    assertThat(openMark(ledger)).isEmpty();
  }

  @Test
  void adoptWhenReservedThenOnlyThatGivesItAndOnlyOnce() throws Exception {
    Ledger ledger = ledger();
    EmailAddress lost = address("lost@guests.example.com");
    UUID id = new UUID(4, 4);
    assertThat(each(ledger).reserve(id, lost)).isTrue();
    assertThat(each(ledger).reserve(id, lost)).isFalse();
    assertThat(each(ledger).reserve(id, address("second@guests.example.com"))).isTrue();
    assertThat(each(ledger).get(id).orElseThrow().isReserved()).isTrue();
    assertThat(each(ledger).release(id)).isFalse();
    assertThat(bound(alias(ledger, subject(1), "lost")).binding().address()).isNotEqualTo(lost);
    Binding given = bound(each(ledger).adopt(subject(2), lost)).binding();
    assertThat(given.id()).isEqualTo(id);
    assertThat(given.status()).isEqualTo(BindingStatus.ACTIVE);
    assertThat(given.provisional()).isTrue();
    assertThat(given.subject()).contains(subject(2));
    assertThat(each(ledger).find(subject(2))).contains(given);
    assertThat(each(ledger).adopt(subject(3), lost)).isInstanceOf(BindOutcome.Taken.class);
    assertThat(each(ledger).find(subject(3))).isEmpty();
    BindOutcome.Bound again =
        bound(each(ledger).adopt(subject(2), address("x@guests.example.com")));
    assertThat(again.created()).isFalse();
    assertThat(again.binding()).isEqualTo(given);
    assertThat(changes(ledger, id)).containsExactly(BindingChange.RELEARNED, BindingChange.ADOPTED);
    Binding free = bound(each(ledger).adopt(subject(4), address("x@guests.example.com"))).binding();
    assertThat(free.address()).contains(address("x@guests.example.com"));
  }

  @Test
  void adoptWhenRetiredOrErasedThenNeverGivenAgain() throws Exception {
    Ledger ledger = ledger();
    UUID gone = bound(alias(ledger, subject(1), "joe")).binding().id();
    EmailAddress joe = address("joe@guests.example.com");
    each(ledger).retire(gone);
    assertThat(each(ledger).adopt(subject(2), joe)).isInstanceOf(BindOutcome.Taken.class);
    each(ledger).erase(gone);
    assertThat(each(ledger).adopt(subject(2), joe)).isInstanceOf(BindOutcome.Taken.class);
    assertThat(each(ledger).reserve(gone, joe)).isFalse();
  }

  // Binding.

  @Test
  void bindAliasWhenNewThenActiveWithAddressAndOneTry() throws Exception {
    Ledger ledger = ledger();
    BindOutcome.Bound bound = bound(alias(ledger, subject(1), "joe"));
    assertThat(bound.created()).isTrue();
    assertThat(bound.tries()).isEqualTo(1);
    Binding binding = bound.binding();
    assertThat(binding.status()).isEqualTo(BindingStatus.ACTIVE);
    assertThat(binding.kind()).isEqualTo(BindingKind.ALIAS);
    assertThat(binding.address()).contains(address("joe@guests.example.com"));
    assertThat(binding.subject()).contains(subject(1));
    assertThat(binding.fingerprint()).isEqualTo(fingerprint("joe"));
    assertThat(binding.compareNext()).isTrue();
    assertThat(binding.createdAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
    assertThat(each(ledger).find(subject(1))).contains(binding);
    assertThat(each(ledger).peek(subject(1))).contains(binding);
    assertThat(each(ledger).get(binding.id())).contains(binding);
  }

  @Test
  void bindAliasWhenBoundThenTheSameBindingWhateverIsAskedFor() throws Exception {
    Ledger ledger = ledger();
    Binding first = bound(alias(ledger, subject(1), "joe")).binding();
    BindOutcome.Bound again = bound(alias(ledger, subject(1), "somebody.else"));
    assertThat(again.created()).isFalse();
    assertThat(again.tries()).isZero();
    assertThat(again.binding()).isEqualTo(first);
    BindOutcome.Bound own = bound(each(ledger).bindPassThrough(subject(1), OWN, Fingerprint.NONE));
    assertThat(own.binding()).isEqualTo(first);
    assertThat(each(ledger).isTaken(OWN)).isFalse();
  }

  @Test
  void bindAliasWhenSubjectsDifferInTypeThenTwoBindings() throws Exception {
    Ledger ledger = ledger();
    UpstreamSubject oidc = new UpstreamSubject.Oidc("https://idp.example", "abc");
    UpstreamSubject moved = new UpstreamSubject.Oidc("https://idp.examplea", "bc");
    Binding one = bound(alias(ledger, oidc, "joe")).binding();
    Binding two = bound(alias(ledger, moved, "joe")).binding();
    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(each(ledger).get(two.id()).orElseThrow().subject()).contains(moved);
  }

  @Test
  void bindAliasWhenBaseTakenThenSuffixedAndNamedByCandidates() throws Exception {
    Ledger ledger = ledger();
    alias(ledger, subject(1), "joe");
    BindOutcome.Bound second = bound(alias(ledger, subject(2), "joe"));
    assertThat(second.tries()).isEqualTo(2);
    List<EmailAddress> candidates =
        each(ledger).candidates(subject(2), request("joe", OnCollision.SUFFIX));
    assertThat(second.binding().address()).contains(candidates.get(1));
  }

  @Test
  void bindAliasWhenTakenInAnotherRealmThenTaken() throws Exception {
    Ledger ledger = ledger();
    alias(ledger, subject(1), "joe");
    BindOutcome refused =
        each(ledger, OTHER_REALM)
            .bindAlias(subject(1), request("joe", OnCollision.REFUSE), Fingerprint.NONE);
    assertThat(refused).isInstanceOf(BindOutcome.Taken.class);
    EmailAddress joe = address("joe@guests.example.com");
    assertThat(each(ledger, OTHER_REALM).isTaken(joe)).isTrue();
    assertThat(each(ledger, OTHER_REALM).holderOf(joe)).isEmpty();
  }

  @Test
  void isAliasWhenOneOfAnyRealmThenAndNoAddressOfAnEmployee() throws Exception {
    Ledger ledger = ledger();
    EmailAddress joe = address("joe@guests.example.com");
    assertThat(each(ledger, OTHER_REALM).isAlias(joe)).isFalse();
    Binding bound = bound(alias(ledger, subject(1), "joe")).binding();
    assertThat(each(ledger).isAlias(joe)).isTrue();
    assertThat(each(ledger, OTHER_REALM).isAlias(joe)).isTrue();
    each(ledger).retire(bound.id());
    each(ledger).erase(bound.id());
    assertThat(each(ledger, OTHER_REALM).isAlias(joe)).isTrue();
    each(ledger).bindPassThrough(subject(2), OWN, Fingerprint.NONE);
    assertThat(each(ledger).isTaken(OWN)).isTrue();
    assertThat(each(ledger).isAlias(OWN)).isFalse();
  }

  @Test
  void bindAliasWhenTakenAndRefusedThenNothingIsWritten() throws Exception {
    Ledger ledger = ledger();
    alias(ledger, subject(1), "joe");
    BindOutcome outcome =
        each(ledger).bindAlias(subject(2), request("joe", OnCollision.REFUSE), Fingerprint.NONE);
    assertThat(outcome).isInstanceOf(BindOutcome.Taken.class);
    assertThat(each(ledger).find(subject(2))).isEmpty();
    assertThat(each(ledger).list(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void bindAliasWhenThreeCandidatesAreTakenThenExhaustedAndNothingIsWritten() throws Exception {
    Ledger ledger = ledger();
    List<EmailAddress> candidates =
        each(ledger).candidates(subject(9), request("joe", OnCollision.SUFFIX));
    assertThat(candidates).hasSize(3);
    for (int i = 0; i < 3; i++) {
      EmailAddress candidate = candidates.get(i);
      UpstreamSubject owner = subject(i);
      bound(each(ledger).bindPassThrough(owner, candidate, Fingerprint.NONE));
    }
    assertThat(alias(ledger, subject(9), "joe")).isInstanceOf(BindOutcome.Exhausted.class);
    assertThat(each(ledger).find(subject(9))).isEmpty();
    assertThat(each(ledger).list(Optional.empty(), 10)).hasSize(3);
  }

  @Test
  void bindPassThroughWhenAnothersThenRefusedAndNothingIsWritten() throws Exception {
    Ledger ledger = ledger();
    Binding first = own(ledger, subject(1), OWN);
    assertThat(first.kind()).isEqualTo(BindingKind.PASS_THROUGH);
    BindOutcome outcome = each(ledger).bindPassThrough(subject(2), OWN, Fingerprint.NONE);
    assertThat(outcome).isInstanceOf(BindOutcome.BelongsToAnother.class);
    assertThat(each(ledger).find(subject(2))).isEmpty();
  }

  @Test
  void findWhenAnotherRealmThenEmpty() throws Exception {
    Ledger ledger = ledger();
    Binding binding = bound(alias(ledger, subject(1), "joe")).binding();
    assertThat(each(ledger, OTHER_REALM).find(subject(1))).isEmpty();
    assertThat(each(ledger, OTHER_REALM).get(binding.id())).isEmpty();
    assertThat(each(ledger, OTHER_REALM).history(binding.id())).isEmpty();
    assertThat(each(ledger, OTHER_REALM).retire(binding.id())).isFalse();
  }

  // Addresses of employees.

  @Test
  void changeAddressWhenFreeThenMovedAndTheOldOneStaysTaken() throws Exception {
    Ledger ledger = ledger();
    EmailAddress married = address("ann.new@example.com");
    Binding binding = own(ledger, subject(1), OWN);
    Binding moved = bound(each(ledger).changeAddress(binding.id(), married)).binding();
    assertThat(moved.id()).isEqualTo(binding.id());
    assertThat(moved.address()).contains(married);
    assertThat(each(ledger).holderOf(OWN)).contains(moved);
    assertThat(each(ledger).bindPassThrough(subject(2), OWN, Fingerprint.NONE))
        .isInstanceOf(BindOutcome.BelongsToAnother.class);
    assertThat(bound(each(ledger).changeAddress(binding.id(), OWN)).binding().address())
        .contains(OWN);
  }

  @Test
  void changeAddressWhenAnothersThenRefusedAndUnchanged() throws Exception {
    Ledger ledger = ledger();
    own(ledger, subject(1), OWN);
    Binding binding = own(ledger, subject(2), address("bob@example.com"));
    assertThat(each(ledger).changeAddress(binding.id(), OWN))
        .isInstanceOf(BindOutcome.BelongsToAnother.class);
    assertThat(each(ledger).get(binding.id())).contains(binding);
  }

  @Test
  void changeAddressWhenAliasOrHeldOrUnknownThenIllegal() throws Exception {
    Ledger ledger = ledger();
    Binding guest = bound(alias(ledger, subject(1), "joe")).binding();
    Binding held = own(ledger, subject(2), OWN);
    each(ledger).hold(held.id(), Code.BINDING_HELD);
    for (UUID id : List.of(guest.id(), held.id(), new UUID(0, 0))) {
      assertThatThrownBy(() -> each(ledger).changeAddress(id, address("x@example.com")))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(each(ledger).isTaken(address("x@example.com"))).isFalse();
    assertThat(each(ledger).get(guest.id())).contains(guest);
  }

  // Transitions.

  @Test
  void holdAndReleaseWhenLegalThenStatusAndComparisonFollow() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(alias(ledger, subject(1), "joe")).binding().id();
    assertThat(each(ledger).release(id)).isFalse();
    assertThat(each(ledger).hold(id, Code.IDENTITY_CHANGED)).isTrue();
    assertThat(each(ledger).hold(id, Code.BINDING_HELD)).isFalse();
    Binding held = each(ledger).get(id).orElseThrow();
    assertThat(held.status()).isEqualTo(BindingStatus.HELD);
    assertThat(held.statusCode()).contains(Code.IDENTITY_CHANGED);
    assertThat(each(ledger).release(id)).isTrue();
    Binding released = each(ledger).get(id).orElseThrow();
    assertThat(released.status()).isEqualTo(BindingStatus.ACTIVE);
    assertThat(released.statusCode()).isEmpty();
    assertThat(released.compareNext()).isFalse();
    each(ledger).remember(id, fingerprint("now"));
    Binding remembered = each(ledger).get(id).orElseThrow();
    assertThat(remembered.compareNext()).isTrue();
    assertThat(remembered.fingerprint()).isEqualTo(fingerprint("now"));
  }

  @Test
  void retireWhenActiveOrHeldThenForEver() throws Exception {
    Ledger ledger = ledger();
    UUID active = bound(alias(ledger, subject(1), "joe")).binding().id();
    UUID held = bound(alias(ledger, subject(2), "joe")).binding().id();
    each(ledger).hold(held, Code.BINDING_HELD);
    for (UUID id : List.of(active, held)) {
      assertThat(each(ledger).erase(id)).isFalse();
      assertThat(each(ledger).retire(id)).isTrue();
      assertThat(each(ledger).retire(id)).isFalse();
      assertThat(each(ledger).release(id)).isFalse();
      assertThat(each(ledger).hold(id, Code.BINDING_HELD)).isFalse();
      assertThatThrownBy(() -> each(ledger).remember(id, fingerprint("x")))
          .isInstanceOf(IllegalStateException.class);
      Binding tombstone = each(ledger).get(id).orElseThrow();
      assertThat(tombstone.status()).isEqualTo(BindingStatus.RETIRED);
      assertThat(tombstone.statusCode()).isEmpty();
    }
  }

  @Test
  void transitionsWhenUnknownThenFalse() throws Exception {
    Ledger ledger = ledger();
    UUID id = new UUID(4, 2);
    assertThat(each(ledger).hold(id, Code.BINDING_HELD)).isFalse();
    assertThat(each(ledger).release(id)).isFalse();
    assertThat(each(ledger).retire(id)).isFalse();
    assertThat(each(ledger).erase(id)).isFalse();
  }

  @Test
  void eraseWhenRetiredThenNoPlainValueIsLeftAndKeyAndNamesStayTaken() throws Exception {
    Ledger ledger = ledger();
    UpstreamSubject subject = new UpstreamSubject.Oidc("https://canary.example", CANARY);
    EmailAddress first = address("canary.one@example.com");
    EmailAddress second = address("canary.two@example.com");
    UUID id =
        bound(each(ledger).bindPassThrough(subject, first, fingerprint(CANARY))).binding().id();
    each(ledger).changeAddress(id, second);
    each(ledger).retire(id);
    assertThat(everyValue()).anyMatch(value -> value.contains(CANARY));
    assertThat(each(ledger).erase(id)).isTrue();
    assertThat(each(ledger).erase(id)).isTrue();
    assertThat(everyValue()).isNotEmpty().noneMatch(value -> value.contains(CANARY));

    Binding erased = each(ledger).find(subject).orElseThrow();
    assertThat(erased.id()).isEqualTo(id);
    assertThat(erased.status()).isEqualTo(BindingStatus.RETIRED);
    assertThat(erased.address()).isEmpty();
    assertThat(erased.subject()).isEmpty();
    assertThat(erased.fingerprint()).isEqualTo(Fingerprint.NONE);
    for (EmailAddress name : List.of(first, second)) {
      assertThat(each(ledger).holderOf(name)).contains(erased);
      assertThat(each(ledger).bindPassThrough(subject(7), name, Fingerprint.NONE))
          .isInstanceOf(BindOutcome.BelongsToAnother.class);
    }
    assertThat(changes(ledger, id))
        .containsExactly(
            BindingChange.CREATED,
            BindingChange.ADDRESS_CHANGED,
            BindingChange.RETIRED,
            BindingChange.ERASED);
  }

  @Test
  void bindWhenOnTheWordOfProvisioningThenProvisionalUntilRemembered() throws Exception {
    Ledger ledger = ledger();
    Binding made =
        bound(
                each(ledger)
                    .bindAlias(
                        subject(1),
                        request("joe", OnCollision.SUFFIX),
                        Fingerprint.NONE,
                        Origin.PROVISIONING))
            .binding();
    assertThat(made.provisional()).isTrue();
    assertThat(each(ledger).lock(made.id())).contains(made);
    each(ledger).hold(made.id(), Code.BINDING_CONTRADICTED);
    each(ledger).release(made.id());
    assertThat(each(ledger).get(made.id()).orElseThrow().provisional()).isTrue();
    each(ledger).remember(made.id(), fingerprint("joe"));
    assertThat(each(ledger).get(made.id()).orElseThrow().provisional()).isFalse();
    each(ledger).remember(made.id(), fingerprint("joe"));
    assertThat(changes(ledger, made.id()))
        .endsWith(BindingChange.CONFIRMED, BindingChange.FINGERPRINT_CHANGED);
    Binding proven = bound(alias(ledger, subject(2), "ann")).binding();
    assertThat(proven.provisional()).isFalse();
  }

  @Test
  void historyWhenChangedThenOldestFirstWithCodes() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(alias(ledger, subject(1), "joe")).binding().id();
    each(ledger).remember(id, fingerprint("now"));
    each(ledger).hold(id, Code.IDENTITY_CHANGED);
    each(ledger).release(id);
    each(ledger).retire(id);
    assertThat(changes(ledger, id))
        .containsExactly(
            BindingChange.CREATED,
            BindingChange.FINGERPRINT_CHANGED,
            BindingChange.HELD,
            BindingChange.RELEASED,
            BindingChange.RETIRED);
    List<HistoryEntry> history = each(ledger).history(id);
    assertThat(history.get(2).code()).contains(Code.IDENTITY_CHANGED);
    assertThat(history.get(0).at()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
  }

  @Test
  void bindAliasWhenFingerprintIsHugeThenItIsComparable() throws Exception {
    Ledger ledger = ledger();
    Fingerprint huge =
        new Fingerprint(
            Optional.of("i".repeat(5000)), Optional.of("s".repeat(5000)), Optional.empty());
    each(ledger).bindAlias(subject(1), request("joe", OnCollision.SUFFIX), huge);
    Binding binding = each(ledger).find(subject(1)).orElseThrow();
    assertThat(binding.fingerprint()).isEqualTo(huge);
  }

  // Units of work.

  @Test
  void unitWhenRolledBackThenNothingIsWritten() throws Exception {
    Ledger ledger = ledger();
    Consumer<Unit> everything =
        unit -> {
          assertThat(unit.consume(mark("m", NOW))).isTrue();
          unit.aliases()
              .bindAlias(subject(1), request("joe", OnCollision.SUFFIX), Fingerprint.NONE);
          unit.audit(refusal("c"));
        };
    ledger.inUnit(
        REALM,
        unit -> {
          everything.accept(unit);
          unit.rollBack();
          return unit;
        });
    assertThatThrownBy(
            () ->
                ledger.inUnit(
                    REALM,
                    unit -> {
                      everything.accept(unit);
                      throw new IllegalArgumentException("on purpose");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("on purpose");
    assertThat(each(ledger).find(subject(1))).isEmpty();
    assertThat(each(ledger).isTaken(address("joe@guests.example.com"))).isFalse();
    assertThat(auditLog(ledger, 0, 10)).isEmpty();
    assertThat(ledger.<Boolean>inUnit(REALM, unit -> unit.consume(mark("m", NOW)))).isTrue();
  }

  @Test
  void unitWhenInsertLosesThenTheRestStillCommits() throws Exception {
    Ledger ledger = ledger();
    ledger.<Boolean>inUnit(REALM, unit -> unit.consume(mark("m", NOW)));
    ledger.inUnit(
        REALM,
        unit -> {
          assertThat(unit.consume(mark("m", NOW))).isFalse();
          unit.audit(refusal("after"));
          return unit;
        });
    assertThat(auditLog(ledger, 0, 10)).hasSize(1);
  }

  @Test
  void consumeWhenKindsIssuersAndIdsDifferThenEachIsItsOwn() throws Exception {
    Ledger ledger = ledger();
    OnceMark.Kind kind = OnceMark.Kind.LOGIN_TRANSACTION;
    for (OnceMark mark :
        List.of(
            new OnceMark(kind, "ab", "c", NOW),
            new OnceMark(kind, "a", "bc", NOW),
            new OnceMark(kind, "a", "bC", NOW),
            new OnceMark(kind, "a", "bc ", NOW))) {
      assertThat(ledger.<Boolean>inUnit(REALM, unit -> unit.consume(mark))).isTrue();
      assertThat(ledger.<Boolean>inUnit(OTHER_REALM, unit -> unit.consume(mark))).isFalse();
    }
  }

  @Test
  void auditWhenCommittedThenReadBackByPageAndRealm() throws Exception {
    Ledger ledger = ledger();
    UUID id = new UUID(1, 2);
    ledger.inUnit(
        REALM,
        unit -> {
          unit.audit(
              new AuditEvent.Released("c1", id, "entra", "atlassian", "guests", "abcd", "ef01"));
          unit.audit(new AuditEvent.BindingChanged("c2", id, BindingChange.HELD, "cli"));
          unit.audit(
              new AuditEvent.Refused(
                  "c3", Code.RULE_REFUSED, Optional.of("last"), Optional.empty()));
          return unit;
        });
    ledger.inUnit(
        OTHER_REALM,
        unit -> {
          unit.audit(refusal("c4"));
          return unit;
        });
    List<AuditRecord> first = auditLog(ledger, 0, 2);
    assertThat(first).extracting(AuditRecord::correlationId).containsExactly("c1", "c2");
    AuditRecord released = first.get(0);
    assertThat(released.type()).isEqualTo("released");
    assertThat(released.binding()).contains(id);
    assertThat(released.at()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
    assertThat(released.details())
        .isEqualTo(
            Map.of(
                "upstream", "entra",
                "downstream", "atlassian",
                "rule", "guests",
                "rule_set", "abcd",
                "names_digest", "ef01"));
    long after = first.get(1).sequence();
    List<AuditRecord> second = auditLog(ledger, after, 2);
    assertThat(second).extracting(AuditRecord::type).containsExactly("refused");
    assertThat(second.get(0).details()).isEqualTo(Map.of("code", "rule_refused", "rule", "last"));
  }

  @Test
  void listWhenPagedThenEveryBindingOnceInOrder() throws Exception {
    Ledger ledger = ledger();
    for (int i = 0; i < 25; i++) {
      alias(ledger, subject(i), "joe");
    }
    List<String> seen = new ArrayList<>();
    Optional<UUID> after = Optional.empty();
    while (true) {
      Optional<UUID> from = after;
      List<Binding> page = each(ledger).list(from, 10);
      page.forEach(binding -> seen.add(binding.id().toString()));
      if (page.size() < 10) {
        break;
      }
      after = Optional.of(page.get(9).id());
    }
    assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
    for (int limit : new int[] {0, 1001}) {
      assertThatThrownBy(() -> each(ledger).list(Optional.empty(), limit))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> auditLog(ledger, 0, limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sweepWhenPastTheirTimeThenMarksAndAuditGoAndBindingsStay() throws Exception {
    Ledger ledger = ledger();
    bound(alias(ledger, subject(1), "joe"));
    Instant boundary = Instant.parse("2026-03-01T11:00:00Z");
    ledger.inUnit(
        REALM,
        unit -> {
          unit.consume(mark("before", boundary.minusMillis(1)));
          unit.consume(mark("at", boundary));
          unit.audit(refusal("old"));
          return unit;
        });
    now = NOW.plus(Duration.ofDays(1));
    ledger.inUnit(
        REALM,
        unit -> {
          unit.audit(refusal("new"));
          return unit;
        });
    assertThat(sweep(ledger, boundary, Optional.empty())).isEqualTo(new Unit.Swept(1, 0));
    assertThat(sweep(ledger, boundary, Optional.of(now))).isEqualTo(new Unit.Swept(0, 1));
    assertThat(ledger.<Boolean>inUnit(REALM, unit -> unit.consume(mark("at", boundary)))).isFalse();
    assertThat(auditLog(ledger, 0, 10))
        .extracting(AuditRecord::correlationId)
        .containsExactly("new");
    assertThat(each(ledger).find(subject(1))).isPresent();
  }

  // Races.

  @Test
  @Timeout(120)
  void consumeWhenRacedThenExactlyOneWins() throws Exception {
    Ledger ledger = ledger();
    for (int round = 0; round < 20; round++) {
      OnceMark mark = mark("round " + round, NOW);
      Callable<Boolean> contender = () -> ledger.<Boolean>inUnit(REALM, u -> u.consume(mark));
      List<Boolean> won = Race.run(Collections.nCopies(Race.THREADS, contender));
      assertThat(won.stream().filter(Boolean::booleanValue)).hasSize(1);
    }
  }

  @Test
  @Timeout(120)
  void bindWhenOneSubjectRacesItselfThenOneBindingAndOneAddress() throws Exception {
    Ledger ledger = ledger();
    for (int round = 0; round < 10; round++) {
      UpstreamSubject subject = subject(1000 + round);
      String wish = "self" + round;
      Callable<BindOutcome> contender = () -> alias(ledger, subject, wish);
      List<BindOutcome> outcomes = Race.run(Collections.nCopies(Race.THREADS, contender));
      assertThat(outcomes.stream().filter(outcome -> bound(outcome).created())).hasSize(1);
      assertThat(outcomes.stream().map(outcome -> bound(outcome).binding()).distinct()).hasSize(1);
      List<EmailAddress> candidates =
          each(ledger).candidates(subject, request(wish, OnCollision.SUFFIX));
      assertThat(each(ledger).isTaken(candidates.get(0))).isTrue();
      assertThat(each(ledger).isTaken(candidates.get(1))).isFalse();
    }
  }

  @Test
  @Timeout(120)
  void bindWhenAThousandSubjectsRaceForOneNameThenEachHasOneAndNobodyShares() throws Exception {
    Ledger ledger = ledger();
    int subjects = 1000;
    List<Callable<BindOutcome>> contenders = new ArrayList<>();
    for (int i = 0; i < subjects; i++) {
      UpstreamSubject subject = subject(i);
      Callable<BindOutcome> contender = () -> alias(ledger, subject, "joe");
      contenders.addAll(Collections.nCopies(4, contender));
    }
    Collections.shuffle(contenders, new Random(42));
    long start = System.nanoTime();
    List<BindOutcome> outcomes = Race.run(contenders);
    System.out.printf(
        Locale.ROOT,
        "%s: %d attempts of %d subjects in %d ms%n",
        getClass().getSimpleName(),
        outcomes.size(),
        subjects,
        Duration.ofNanos(System.nanoTime() - start).toMillis());

    assertThat(outcomes).allMatch(outcome -> bound(outcome).tries() <= 3);
    assertThat(outcomes.stream().filter(outcome -> bound(outcome).created())).hasSize(subjects);
    List<Binding> all = each(ledger).list(Optional.empty(), 1000);
    assertThat(all).hasSize(subjects);
    Set<EmailAddress> addresses = new HashSet<>();
    Set<UpstreamSubject> people = new HashSet<>();
    for (Binding binding : all) {
      assertThat(addresses.add(binding.address().orElseThrow())).isTrue();
      assertThat(people.add(binding.subject().orElseThrow())).isTrue();
    }
    assertThat(addresses).contains(address("joe@guests.example.com"));
    Set<UUID> answered = new HashSet<>();
    outcomes.forEach(outcome -> answered.add(bound(outcome).binding().id()));
    assertThat(answered).hasSize(subjects);
  }

  @Test
  @Timeout(120)
  void bindPassThroughWhenSubjectsRaceForOneAddressThenOneHasIt() throws Exception {
    Ledger ledger = ledger();
    List<Callable<BindOutcome>> contenders = new ArrayList<>();
    for (int i = 0; i < Race.THREADS; i++) {
      UpstreamSubject subject = subject(i);
      contenders.add(() -> each(ledger).bindPassThrough(subject, OWN, Fingerprint.NONE));
    }
    List<BindOutcome> outcomes = Race.run(contenders);
    assertThat(outcomes.stream().filter(outcome -> outcome instanceof BindOutcome.Bound))
        .hasSize(1);
    assertThat(each(ledger).list(Optional.empty(), 100)).hasSize(1);
  }

  @Test
  @Timeout(120)
  void holdWhenRacedWithRetireThenEveryTransitionHappensOnce() throws Exception {
    Ledger ledger = ledger();
    UUID id = bound(alias(ledger, subject(1), "joe")).binding().id();
    List<Callable<Boolean>> contenders = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      contenders.add(() -> each(ledger).hold(id, Code.BINDING_HELD));
      contenders.add(() -> each(ledger).retire(id));
    }
    Race.run(contenders);
    assertThat(each(ledger).get(id).orElseThrow().status()).isEqualTo(BindingStatus.RETIRED);
    assertThat(changes(ledger, id)).doesNotHaveDuplicates().endsWith(BindingChange.RETIRED);
  }

  protected static AliasRequest request(String wish, OnCollision onCollision) {
    return new AliasRequest(wish, GUESTS, onCollision);
  }

  protected static BindOutcome alias(Ledger ledger, UpstreamSubject subject, String wish) {
    return each(ledger).bindAlias(subject, request(wish, OnCollision.SUFFIX), fingerprint(wish));
  }

  protected static BindOutcome.Bound bound(BindOutcome outcome) {
    assertThat(outcome).isInstanceOf(BindOutcome.Bound.class);
    return (BindOutcome.Bound) outcome;
  }

  /** The registry of {@link #REALM}, each call in a unit of work of its own. */
  protected static AliasRegistry each(Ledger ledger) {
    return each(ledger, REALM);
  }

  private static AliasRegistry each(Ledger ledger, RealmId realm) {
    return new RegistryPerCall(ledger, realm);
  }

  private static List<AuditRecord> auditLog(Ledger ledger, long after, int limit) {
    return ledger.inUnit(REALM, unit -> unit.auditLog(after, limit));
  }

  private static Unit.Swept sweep(
      Ledger ledger, Instant marksBefore, Optional<Instant> auditBefore) {
    return ledger.inUnit(REALM, unit -> unit.sweep(marksBefore, auditBefore));
  }

  protected static Binding own(Ledger ledger, UpstreamSubject subject, EmailAddress address) {
    return bound(each(ledger).bindPassThrough(subject, address, fingerprint("own"))).binding();
  }

  protected static List<BindingChange> changes(Ledger ledger, UUID id) {
    return each(ledger).history(id).stream().map(HistoryEntry::change).toList();
  }

  protected static Fingerprint fingerprint(String name) {
    return new Fingerprint(
        Optional.of("https://idp.example/" + name),
        Optional.of(name + "@partner.example"),
        Optional.of(address(name + "@partner.example")));
  }

  protected static OnceMark mark(String id, Instant notAfter) {
    return new OnceMark(OnceMark.Kind.LOGIN_TRANSACTION, "issuer", id, notAfter);
  }

  private static AuditEvent refusal(String correlationId) {
    return new AuditEvent.Refused(
        correlationId, Code.RULE_NO_MATCH, Optional.empty(), Optional.empty());
  }

  private static boolean holds(Ledger ledger, RealmId realm, Ledger.Work<Boolean> question) {
    return ledger.inUnit(realm, question);
  }

  private static Optional<String> openMark(Ledger ledger) {
    return ledger.inUnit(REALM, unit -> unit.epochs().mark());
  }
}
