package org.guestbridge.app.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.PlanState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.EmailAddress;

/**
 * Compares what one directory is to have with the stored people, the registry and what logins
 * released, a page at a time. Each page is judged inside the unit that reads it.
 */
final class DesiredComparison {

  private static final int PAGE = 200;

  /** As the audit log keeps the digest of a rule set. */
  private static final int DIGEST_LENGTH = 16;

  private final Comparison comparison;
  private final String directory;

  DesiredComparison(Comparison comparison) {
    this.comparison = comparison;
    this.directory = comparison.site().directory();
  }

  /** Something to report once the unit that found it is over. */
  private record Judged(
      DriftKind kind,
      String item,
      Optional<EmailAddress> address,
      String detail,
      Comparison.Order order) {}

  void run() {
    comparison.progress().phase("people");
    each(
        (unit, after) -> unit.plans().list(PlanState.PROVIDED, after, PAGE),
        SourcePerson::id,
        this::person);
    comparison.progress().phase("outdated plans");
    String version = comparison.site().provisioning().version(comparison.site().rules().digest());
    each(
        (unit, after) -> unit.plans().outdated(version, after, PAGE),
        id -> id,
        (unit, id) ->
            Optional.of(
                new Judged(
                    DriftKind.PLAN_OUTDATED,
                    id.toString(),
                    Optional.empty(),
                    "",
                    Comparison.Order.planAnew(id, Optional.empty()))));
    comparison.progress().phase("desired accounts");
    desired();
    if (!comparison.site().provisioning().channels().isEmpty()) {
      comparison.progress().phase("bindings");
      each((unit, after) -> unit.aliases().list(after, PAGE), Binding::id, this::binding);
    }
  }

  private <T> void each(
      BiFunction<Unit, Optional<UUID>, List<T>> read,
      Function<T, UUID> id,
      BiFunction<Unit, T, Optional<Judged>> judge) {
    Optional<UUID> after = Optional.empty();
    do {
      Optional<UUID> from = after;
      Page<T> page =
          comparison.inUnit(
              unit -> {
                List<T> all = read.apply(unit, from);
                return new Page<>(
                    all, all.stream().flatMap(one -> judge.apply(unit, one).stream()).toList());
              });
      page.judged().forEach(this::report);
      comparison.progress().read(page.all().size(), 0);
      // A page of people may be a short one without being the last.
      after =
          page.all().isEmpty()
              ? Optional.empty()
              : Optional.of(id.apply(page.all().get(page.all().size() - 1)));
    } while (after.isPresent());
  }

  private record Page<T>(List<T> all, List<Judged> judged) {}

  private void report(Judged judged) {
    comparison.report(
        judged.kind(),
        judged.item(),
        Optional.empty(),
        judged.address().map(EmailAddress::value),
        judged.detail(),
        judged.order());
  }

  private Optional<Judged> person(Unit unit, SourcePerson person) {
    Optional<Channel> channel = comparison.site().provisioning().channel(person.channel());
    boolean taken =
        channel
            .filter(
                told ->
                    comparison
                        .site()
                        .provisioning()
                        .directoriesFor(told.upstream())
                        .contains(directory))
            .isPresent();
    if (!taken || unit.plans().isDue(person.id())) {
      return Optional.empty();
    }
    Optional<Binding> binding = person.plan().bindingId().flatMap(unit.aliases()::get);
    if (binding.isEmpty()) {
      return judged(DriftKind.PERSON_WITHOUT_BINDING, person, Optional.empty(), "");
    }
    Optional<DesiredAccount> desired =
        unit.outbox()
            .find(DeliveryKey.account(directory, binding.get().id()))
            .flatMap(Delivery::account)
            .filter(DesiredAccount::active);
    if (desired.isEmpty()) {
      return judged(DriftKind.PROVIDED_NOT_DESIRED, person, binding, "");
    }
    if (!desired.get().address().equals(binding.get().address())) {
      return judged(DriftKind.RELEASED_ADDRESS_DIFFERS, person, binding, "");
    }
    return releasedOtherwise(unit, person, binding.get(), desired.get());
  }

  private Optional<Judged> releasedOtherwise(
      Unit unit, SourcePerson person, Binding binding, DesiredAccount desired) {
    String digest = comparison.site().rules().digest().substring(0, DIGEST_LENGTH);
    Optional<AuditRecord> last =
        unit.lastRelease(binding.id())
            .filter(record -> digest.equals(record.details().get("rule_set")));
    Optional<String> rule = last.flatMap(it -> Optional.ofNullable(it.details().get("rule")));
    if (rule.isPresent() && !rule.equals(person.plan().rule())) {
      return judged(
          DriftKind.RELEASED_RULE_DIFFERS,
          person,
          Optional.of(binding),
          "login: " + rule.get() + ", provisioning: " + person.plan().rule().orElse("none"));
    }
    return last.filter(record -> hasOtherNames(unit, record, person, desired))
        .flatMap(
            record ->
                judged(
                    DriftKind.RELEASED_NAME_DIFFERS,
                    person,
                    Optional.of(binding),
                    "login of " + record.at()));
  }

  /** A login from before the person last changed says nothing about the names of today. */
  private static boolean hasOtherNames(
      Unit unit, AuditRecord release, SourcePerson person, DesiredAccount desired) {
    Optional<String> released = Optional.ofNullable(release.details().get("names_digest"));
    Optional<String> told =
        desired
            .givenName()
            .flatMap(
                given ->
                    desired
                        .surname()
                        .map(last -> unit.namesDigest(desired.bindingId(), given, last)));
    return released.isPresent()
        && told.isPresent()
        && !released.equals(told)
        && !release.at().isBefore(person.changedAt());
  }

  private static Optional<Judged> judged(
      DriftKind kind, SourcePerson person, Optional<Binding> binding, String detail) {
    Optional<UUID> id = binding.map(Binding::id);
    return Optional.of(
        new Judged(
            kind,
            id.orElse(person.id()).toString(),
            binding.flatMap(Binding::address),
            detail,
            Comparison.Order.planAnew(person.id(), id)));
  }

  private void desired() {
    Optional<String> after = Optional.empty();
    do {
      Optional<String> from = after;
      DesiredPage page =
          comparison.inUnit(
              unit -> {
                List<Delivery> all =
                    unit.outbox().list(directory, DeliveryKind.USER, Optional.empty(), from, PAGE);
                return new DesiredPage(
                    all, all.stream().flatMap(each -> desired(unit, each).stream()).toList());
              });
      page.judged().forEach(this::report);
      page.all().stream()
          .filter(each -> each.state() == DeliveryState.SET_ASIDE)
          .forEach(comparison::reportSetAside);
      comparison.progress().read(page.all().size(), 0);
      after =
          page.all().size() < PAGE
              ? Optional.empty()
              : Optional.of(page.all().get(page.all().size() - 1).key().item());
    } while (after.isPresent());
  }

  private record DesiredPage(List<Delivery> all, List<Judged> judged) {}

  private Optional<Judged> desired(Unit unit, Delivery delivery) {
    DesiredAccount account = delivery.account().orElseThrow();
    if (!account.active()) {
      return Optional.empty();
    }
    UUID id = account.bindingId();
    boolean isActive =
        unit.aliases()
            .get(id)
            .filter(binding -> binding.status() == BindingStatus.ACTIVE)
            .isPresent();
    if (isActive && unit.plans().isPlanned(id)) {
      return Optional.empty();
    }
    return Optional.of(
        new Judged(
            isActive ? DriftKind.DESIRED_WITHOUT_PERSON : DriftKind.DESIRED_NOT_ACTIVE,
            id.toString(),
            account.address(),
            "",
            Comparison.Order.withdraw(id)));
  }

  private Optional<Judged> binding(Unit unit, Binding binding) {
    return binding.status() != BindingStatus.ACTIVE || unit.plans().isPlanned(binding.id())
        ? Optional.empty()
        : Optional.of(
            new Judged(
                DriftKind.BINDING_WITHOUT_PERSON,
                binding.id().toString(),
                binding.address(),
                "",
                new Comparison.Order(Optional.of(binding.id()), any -> false)));
  }
}
