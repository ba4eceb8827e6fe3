package org.guestbridge.app.reconcile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.app.scim.out.RemoteGroup;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.DeliveryState;

/** Compares the directory's groups with what was delivered; members come with the accounts. */
final class GroupComparison {

  private static final int PAGE = 500;

  private final Comparison comparison;
  private final String directory;

  GroupComparison(Comparison comparison) {
    this.comparison = comparison;
    this.directory = comparison.site().directory();
  }

  void run() throws RefusalException {
    comparison.progress().phase("groups");
    setAside();
    comparison.site().reader().groups(this::page);
    unseen();
  }

  private void setAside() {
    Optional<String> after = Optional.empty();
    do {
      Optional<String> from = after;
      List<Delivery> page =
          comparison.inUnit(
              unit ->
                  unit.outbox()
                      .list(
                          directory,
                          DeliveryKind.GROUP,
                          Optional.of(DeliveryState.SET_ASIDE),
                          from,
                          PAGE));
      for (Delivery each : page) {
        comparison.setAsideGroups().add(each.key().item());
        comparison.reportSetAside(each);
      }
      after =
          page.size() < PAGE
              ? Optional.empty()
              : Optional.of(page.get(page.size() - 1).key().item());
    } while (after.isPresent());
  }

  private void page(List<RemoteGroup> groups, long total) {
    Map<String, Delivery> linked = linked(groups);
    for (RemoteGroup group : groups) {
      if (!linked.containsKey(group.id())) {
        notLinked(group);
      }
    }
    comparison.progress().read(groups.size(), total);
  }

  private Map<String, Delivery> linked(List<RemoteGroup> groups) {
    return comparison.inUnit(
        unit -> {
          Map<String, Delivery> linked = new HashMap<>();
          unit.outbox()
              .linkedTo(
                  directory, DeliveryKind.GROUP, groups.stream().map(RemoteGroup::id).toList())
              .forEach(each -> linked.put(each.remoteId().orElseThrow(), each));
          unit.outbox()
              .seen(
                  directory,
                  DeliveryKind.GROUP,
                  linked.values().stream().map(each -> each.key().item()).toList(),
                  comparison.id());
          return linked;
        });
  }

  private void notLinked(RemoteGroup group) {
    Optional<Delivery> named =
        group.displayName().isEmpty() || group.displayName().length() > 255
            ? Optional.empty()
            : comparison.inUnit(
                unit -> unit.outbox().find(DeliveryKey.group(directory, group.displayName())));
    boolean isSpokenFor =
        named.filter(each -> each.state() != DeliveryState.DELIVERED).isPresent()
            || named.flatMap(Delivery::remoteId).equals(Optional.of(group.id()));
    if (isSpokenFor) {
      // On its way, or reported as set aside.
      return;
    }
    boolean ours = group.isMadeIn(comparison.site().realm());
    if (ours && named.isPresent()) {
      // Reported as missing under the id that is known; delivery then finds this one.
      return;
    }
    comparison.report(
        ours ? DriftKind.GROUP_UNKNOWN : DriftKind.GROUP_FOREIGN,
        Optional.of(group.displayName()),
        Optional.of(group.id()),
        Optional.empty(),
        named.isPresent() ? "a desired group has this name" : "");
  }

  private void unseen() throws RefusalException {
    Optional<String> after = Optional.empty();
    do {
      Optional<String> from = after;
      List<Delivery> page =
          comparison.inUnit(
              unit ->
                  unit.outbox().unseen(directory, DeliveryKind.GROUP, comparison.id(), from, PAGE));
      for (Delivery each : page) {
        unseen(each);
      }
      after =
          page.size() < PAGE
              ? Optional.empty()
              : Optional.of(page.get(page.size() - 1).key().item());
    } while (after.isPresent());
  }

  private void unseen(Delivery delivery) throws RefusalException {
    Optional<String> known = delivery.remoteId();
    if (known.isPresent() && comparison.site().reader().hasGroup(known.get())) {
      return;
    }
    comparison.missingGroups().add(delivery.key().item());
    comparison.report(
        DriftKind.GROUP_MISSING,
        delivery.key().item(),
        known,
        Optional.empty(),
        known.isPresent() ? "was there" : "was never linked",
        Comparison.Order.linkAnew(delivery.key(), known, Optional.empty()));
  }
}
