package org.guestbridge.app.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guestbridge.app.scim.out.RemoteAccount;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.AccountMembership;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.text.EmailAddress;

/**
 * Compares the directory's accounts and their memberships with what was delivered, a page at a
 * time. What seems to differ is read once more before it is reported, since deliveries go on
 * meanwhile; what is on its way is left alone.
 */
final class AccountComparison {

  private static final int PAGE = 500;
  private static final int MAX_LOOK_UP = 1_000;

  private final Comparison comparison;
  private final String directory;
  private final ForeignAccounts foreign;

  AccountComparison(Comparison comparison) {
    this.comparison = comparison;
    this.directory = comparison.site().directory();
    this.foreign = new ForeignAccounts(comparison);
  }

  /** What is known of one page of accounts. */
  private record Known(
      Map<String, Delivery> byRemoteId,
      Map<String, Delivery> byItem,
      Map<UUID, List<AccountMembership>> memberships,
      Map<String, String> groupNames) {}

  void run() throws RefusalException {
    comparison.progress().phase("accounts");
    comparison.site().reader().accounts(this::page);
    comparison.progress().phase("unseen accounts");
    unseen();
  }

  private void page(List<RemoteAccount> accounts, long total) throws RefusalException {
    Known known = known(accounts);
    for (RemoteAccount account : accounts) {
      Optional<Delivery> own = Optional.ofNullable(known.byRemoteId().get(account.id()));
      Optional<Delivery> claimed =
          account.externalId().flatMap(id -> Optional.ofNullable(known.byItem().get(id)));
      if (own.isPresent()) {
        compare(own.get(), account, known);
      } else if (claimed.isPresent()) {
        compareUnlinked(claimed.get(), account);
      } else {
        foreign.report(account, groups(account, known));
      }
    }
    comparison.progress().read(accounts.size(), total);
  }

  private Known known(List<RemoteAccount> accounts) {
    Set<String> groupIds =
        accounts.stream()
            .flatMap(account -> account.groups().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return comparison.inUnit(
        unit -> {
          Outbox outbox = unit.outbox();
          List<Delivery> linked =
              outbox.linkedTo(
                  directory, DeliveryKind.USER, accounts.stream().map(RemoteAccount::id).toList());
          outbox.seen(
              directory,
              DeliveryKind.USER,
              linked.stream().map(each -> each.key().item()).toList(),
              comparison.id());
          List<Delivery> named =
              outbox.findAll(
                  directory,
                  DeliveryKind.USER,
                  accounts.stream()
                      .flatMap(each -> each.externalId().stream())
                      .filter(ForeignAccounts::isBinding)
                      .toList());
          List<UUID> bindings =
              linked.stream()
                  .flatMap(each -> each.account().stream())
                  .map(DesiredAccount::bindingId)
                  .toList();
          return new Known(
              byRemoteId(linked),
              named.stream().collect(Collectors.toMap(each -> each.key().item(), each -> each)),
              outbox.memberships(directory, bindings).stream()
                  .filter(each -> !comparison.missingGroups().contains(each.group()))
                  .filter(each -> !comparison.setAsideGroups().contains(each.group()))
                  .collect(Collectors.groupingBy(AccountMembership::bindingId)),
              groupNames(outbox, new ArrayList<>(groupIds)));
        });
  }

  /** Two deliveries never share an account; should they, the first in order of item has it. */
  private static Map<String, Delivery> byRemoteId(List<Delivery> linked) {
    Map<String, Delivery> byRemoteId = new HashMap<>();
    linked.forEach(each -> byRemoteId.putIfAbsent(each.remoteId().orElseThrow(), each));
    return byRemoteId;
  }

  private Map<String, String> groupNames(Outbox outbox, List<String> ids) {
    Map<String, String> names = new HashMap<>();
    for (int from = 0; from < ids.size(); from += MAX_LOOK_UP) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + MAX_LOOK_UP));
      outbox
          .linkedTo(directory, DeliveryKind.GROUP, some)
          .forEach(each -> names.put(each.remoteId().orElseThrow(), each.key().item()));
    }
    return names;
  }

  /** The names of the groups of the broker that the account is in. */
  private static Set<String> groups(RemoteAccount account, Known known) {
    return account.groups().stream()
        .flatMap(id -> Optional.ofNullable(known.groupNames().get(id)).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of whose members the directory is told. */
  private Set<String> toldGroups(RemoteAccount account, Known known) {
    Set<String> told = groups(account, known);
    told.removeAll(comparison.setAsideGroups());
    return told;
  }

  private void compare(Delivery own, RemoteAccount account, Known known) throws RefusalException {
    DesiredAccount desired = own.account().orElseThrow();
    if (own.state() != DeliveryState.DELIVERED) {
      return;
    }
    List<AccountMembership> memberships =
        known.memberships().getOrDefault(desired.bindingId(), List.of());
    if (account.differences(desired).isEmpty()
        && !isExternal(desired, account)
        && MemberDrift.of(memberships, toldGroups(account, known)).isNone()) {
      return;
    }
    Optional<RemoteAccount> again = comparison.site().reader().account(account.id());
    if (again.isPresent()) {
      confirmed(own, again.get());
    }
  }

  /** Reports what still differs although nothing was on its way since it was read. */
  private void confirmed(Delivery own, RemoteAccount account) {
    Known now = known(List.of(account));
    Optional<Delivery> delivery = Optional.ofNullable(now.byRemoteId().get(account.id()));
    if (delivery.isEmpty()
        || delivery.get().state() != DeliveryState.DELIVERED
        || delivery.get().desiredVersion() != own.desiredVersion()) {
      return;
    }
    DesiredAccount desired = delivery.get().account().orElseThrow();
    attributes(delivery.get(), desired, account);
    if (isExternal(desired, account)) {
      comparison.report(
          DriftKind.ACCOUNT_EXTERNAL,
          Optional.of(delivery.get().key().item()),
          Optional.of(account.id()),
          desired.address().map(EmailAddress::value),
          "no atlassianAccountId");
    }
    List<AccountMembership> memberships =
        now.memberships().getOrDefault(desired.bindingId(), List.of());
    MemberDrift members = MemberDrift.of(memberships, toldGroups(account, now));
    members.missing().forEach(group -> member(DriftKind.MEMBER_MISSING, desired, account, group));
    members.extra().forEach(group -> member(DriftKind.MEMBER_EXTRA, desired, account, group));
  }

  private boolean isExternal(DesiredAccount desired, RemoteAccount account) {
    return comparison.site().reader().isAtlassian()
        && desired.active()
        && !account.isLinkedAtAtlassian();
  }

  private void attributes(Delivery delivery, DesiredAccount desired, RemoteAccount account) {
    Map<DriftKind, Set<String>> byKind = new HashMap<>();
    for (String path : account.differences(desired)) {
      byKind.computeIfAbsent(kind(path, desired), kind -> new TreeSet<>()).add(path);
    }
    byKind.forEach(
        (kind, paths) ->
            comparison.report(
                kind,
                delivery.key().item(),
                Optional.of(account.id()),
                desired.address().map(EmailAddress::value),
                String.join(", ", paths),
                Comparison.Order.tellAnew(delivery.key(), Optional.of(desired.bindingId()))));
  }

  private static DriftKind kind(String path, DesiredAccount desired) {
    return switch (path) {
      case "userName", "emails" -> DriftKind.ADDRESS_DIFFERS;
      case "externalId" -> DriftKind.EXTERNAL_ID_DIFFERS;
      case "active" -> desired.active() ? DriftKind.INACTIVE_UNDESIRED : DriftKind.ACTIVE_UNDESIRED;
      default -> DriftKind.NAME_DIFFERS;
    };
  }

  private void member(DriftKind kind, DesiredAccount desired, RemoteAccount account, String group) {
    comparison.report(
        kind,
        desired.bindingId().toString(),
        Optional.of(account.id()),
        desired.address().map(EmailAddress::value),
        group,
        Comparison.Order.renewMember(directory, group, desired.bindingId()));
  }

  /** An account with our externalId that is not the one known: a second one, or the only one. */
  private void compareUnlinked(Delivery claimed, RemoteAccount account) throws RefusalException {
    DeliveryKey key = claimed.key();
    Optional<Delivery> now = comparison.inUnit(unit -> unit.outbox().find(key));
    Optional<String> known = now.flatMap(Delivery::remoteId);
    if (now.isEmpty()
        || now.get().state() == DeliveryState.PENDING
        || known.equals(Optional.of(account.id()))) {
      return;
    }
    boolean isSecond =
        known.isPresent() && comparison.site().reader().account(known.get()).isPresent();
    if (!isSecond && now.get().state() == DeliveryState.SET_ASIDE) {
      // Reported as set aside; to link it would be to tell the directory of it.
      return;
    }
    Optional<UUID> binding = now.get().account().map(DesiredAccount::bindingId);
    comparison.report(
        isSecond ? DriftKind.ACCOUNT_DUPLICATE : DriftKind.ACCOUNT_UNLINKED,
        key.item(),
        Optional.of(account.id()),
        Optional.of(account.userName()),
        known.map(id -> "known as " + id).orElse("no id is known"),
        Comparison.Order.linkAnew(key, known, binding));
    if (!isSecond) {
      comparison.inUnit(
          unit -> {
            unit.outbox().seen(directory, DeliveryKind.USER, List.of(key.item()), comparison.id());
            return key;
          });
    }
  }

  /** What was delivered and is on no page: gone, or only slipped from one page to another. */
  private void unseen() throws RefusalException {
    Optional<String> after = Optional.empty();
    do {
      Optional<String> from = after;
      List<Delivery> page =
          comparison.inUnit(
              unit ->
                  unit.outbox().unseen(directory, DeliveryKind.USER, comparison.id(), from, PAGE));
      for (Delivery each : page) {
        unseen(each);
      }
      comparison.progress().read(page.size(), 0);
      after =
          page.size() < PAGE
              ? Optional.empty()
              : Optional.of(page.get(page.size() - 1).key().item());
    } while (after.isPresent());
  }

  private void unseen(Delivery delivery) throws RefusalException {
    DesiredAccount desired = delivery.account().orElseThrow();
    Optional<String> known = delivery.remoteId();
    Optional<RemoteAccount> there =
        known.isPresent() ? comparison.site().reader().account(known.get()) : Optional.empty();
    if (there.isPresent()) {
      compare(delivery, there.get(), known(List.of(there.get())));
    } else if (desired.active()) {
      comparison.report(
          DriftKind.ACCOUNT_MISSING,
          delivery.key().item(),
          known,
          desired.address().map(EmailAddress::value),
          known.isPresent() ? "was there" : "was never linked",
          Comparison.Order.linkAnew(delivery.key(), known, Optional.of(desired.bindingId())));
    }
  }
}
