package org.guestbridge.app.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.broker.BindingHold;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.broker.ChangedHumanPolicy;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.realm.GraphChannel;

/**
 * Makes statements of what was copied: the same about people, groups and members as a provisioning
 * client makes, and planned as those are. Groups come before people, so that members find them.
 */
final class PullSettlement {

  private static final String ACTOR = "graph";
  private static final int PAGE = 1_000;

  private final GraphChannel channel;
  private final GraphProfile readers;
  private final ChangedHumanPolicies policies;
  private final boolean readsGroups;

  /**
   * A settlement.
   *
   * @param readsGroups whether it matters to anybody who is in which group
   */
  PullSettlement(
      GraphChannel channel,
      GraphProfile readers,
      ChangedHumanPolicies policies,
      boolean readsGroups) {
    this.channel = channel;
    this.readers = readers;
    this.policies = policies;
    this.readsGroups = readsGroups;
  }

  /** The most that settling would take from a person. */
  enum Taking {
    NOTHING,
    /** A group or role, and maybe what rules give for it. */
    GROUPS,
    /** The account: gone, no longer assigned, blocked, or to be held. */
    ACCOUNT
  }

  /** What settling {@code copy}, a person, would take; nothing is written. */
  Taking taking(Unit unit, CopiedObject copy) {
    Optional<SourcePerson> stored =
        storedPerson(unit, copy.id()).filter(person -> person.statement().active());
    if (stored.isEmpty()) {
      return Taking.NOTHING;
    }
    UserDocument user = UserDocument.stored(copy.document());
    if (copy.gone()
        || !isInScope(unit, copy.id())
        || !user.isEnabled()
        || toBeHeld(unit, stored.get(), copy.id(), user).isPresent()) {
      return Taking.ACCOUNT;
    }
    boolean loses =
        !rolesOf(unit, copy.id()).containsAll(rolesOf(stored.get()))
            || (readsGroups && leavesGroup(unit, stored.get().id(), copy.id()));
    return loses ? Taking.GROUPS : Taking.NOTHING;
  }

  /**
   * Settles people or groups in one unit. Who would lose what is withheld stays to be settled: that
   * is looked at again in the next round, when it may have come back.
   *
   * @param withheld what nobody may lose in this round
   */
  void settle(Unit unit, List<CopiedObject> batch, PullLoss withheld) {
    lock(unit, batch);
    batch.forEach(copy -> settle(unit, copy, withheld));
  }

  /** Bindings before people and each in order of id, as {@link PlanQueue} says. */
  private void lock(Unit unit, List<CopiedObject> batch) {
    Set<UUID> bindings = new TreeSet<>();
    Set<UUID> people = new TreeSet<>();
    for (CopiedObject copy : batch) {
      if (copy.kind() == CopiedObject.Kind.PERSON) {
        UserDocument user = UserDocument.stored(copy.document());
        storedPerson(unit, copy.id())
            .ifPresent(
                person -> {
                  people.add(person.id());
                  toBeHeld(unit, person, copy.id(), user).ifPresent(bindings::add);
                });
      }
    }
    bindings.forEach(unit.aliases()::lock);
    people.forEach(unit.people()::lock);
  }

  private void settle(Unit unit, CopiedObject copy, PullLoss withheld) {
    boolean settled =
        copy.kind() == CopiedObject.Kind.GROUP
            ? group(unit, copy, withheld)
            : person(unit, copy, withheld);
    if (settled) {
      unit.copies().settled(channel.name(), copy);
    }
  }

  private boolean group(Unit unit, CopiedObject copy, PullLoss withheld) {
    Optional<SourceGroup> stored = storedGroup(unit, copy.id());
    if (copy.gone()) {
      boolean keeps = withheld.isOfGroups() && stored.isPresent();
      if (!keeps) {
        stored.ifPresent(group -> unit.groups().remove(group.id()));
      }
      return !keeps;
    }
    String id = copy.id().toString();
    GroupStatement statement =
        new GroupStatement(
            id, PulledPages.displayName(copy).orElse(id), Optional.of(id), copy.document());
    if (stored.isPresent()) {
      SourceGroup group = stored.get();
      unit.groups().replace(group.id(), group.version(), statement);
    } else {
      unit.groups().insert(channel.name(), statement);
      PulledGroups.unsettleMembers(unit.copies(), channel.name(), copy.id());
    }
    return true;
  }

  private boolean person(Unit unit, CopiedObject copy, PullLoss withheld) {
    if (withheld.isOfAccounts() && taking(unit, copy) == Taking.ACCOUNT) {
      return false;
    }
    Optional<SourcePerson> stored = storedPerson(unit, copy.id());
    if (copy.gone() || !isInScope(unit, copy.id())) {
      stored.ifPresent(person -> unit.people().remove(person.id()));
      return true;
    }
    Set<String> roles = rolesOf(unit, copy.id());
    Set<String> lost = new TreeSet<>(stored.map(PullSettlement::rolesOf).orElse(Set.of()));
    lost.removeAll(roles);
    if (withheld.isOfGroups()) {
      roles.addAll(lost);
    }
    UserDocument user = UserDocument.stored(copy.document()).withRoles(roles);
    PersonStatement statement = statement(copy, user);
    UUID id;
    if (stored.isPresent()) {
      id = stored.get().id();
      notice(unit, stored.get(), copy.id(), user);
      unit.people().replace(id, stored.get().version(), statement);
    } else {
      id =
          unit.people()
              .insert(channel.name(), statement)
              .fold(
                  SourcePerson::id,
                  () -> {
                    throw new IllegalStateException("the person was not there a moment ago");
                  },
                  () -> {
                    throw new IllegalStateException("an insert names no version");
                  });
    }
    boolean keepsRoles = withheld.isOfGroups() && !lost.isEmpty();
    return memberships(unit, copy.id(), id, withheld) && !keepsRoles;
  }

  private Set<String> rolesOf(Unit unit, UUID person) {
    return PulledRoles.of(unit.copies(), channel.name(), person);
  }

  private static Set<String> rolesOf(SourcePerson stored) {
    return UserDocument.stored(stored.statement().document()).roles();
  }

  /** Directly assigned, or directly in an assigned group, as Entra assigns. */
  private boolean isInScope(Unit unit, UUID person) {
    return channel.application().isEmpty() || unit.copies().isAssigned(channel.name(), person);
  }

  private static PersonStatement statement(CopiedObject copy, UserDocument user) {
    String id = copy.id().toString();
    return new PersonStatement(
        id,
        Optional.of(id),
        fit(user.property("userPrincipalName")).orElse(""),
        fit(user.property("mail")).map(mail -> mail.toLowerCase(Locale.ROOT)),
        user.isEnabled(),
        user.text());
  }

  private static Optional<String> fit(Optional<String> text) {
    return text.filter(
        value -> value.length() <= PersonStatement.MAX_NAME_LENGTH && value.indexOf('\0') < 0);
  }

  /** Another human may have come behind a guest's object id; an administrator is to say. */
  private void notice(Unit unit, SourcePerson stored, UUID objectId, UserDocument now) {
    toBeHeld(unit, stored, objectId, now)
        .ifPresent(
            binding ->
                BindingHold.hold(
                    unit, binding, Code.IDENTITY_CHANGED, "person " + stored.id(), ACTOR));
  }

  private Optional<UUID> toBeHeld(Unit unit, SourcePerson stored, UUID objectId, UserDocument now) {
    boolean guest =
        !channel.isOfCustomers() && readers.evidence(now).prove().kind() == AccountKind.EXTERNAL;
    boolean holds =
        guest
            && policies.of(channel.upstream(), AccountKind.EXTERNAL) == ChangedHumanPolicy.HOLD
            && now.isRedeemedAnew(UserDocument.stored(stored.statement().document()));
    return holds
        ? unit.aliases()
            .find(new UpstreamSubject.Entra(channel.tenant(), objectId))
            .filter(binding -> binding.status() == BindingStatus.ACTIVE)
            .map(Binding::id)
        : Optional.empty();
  }

  private boolean leavesGroup(Unit unit, UUID person, UUID objectId) {
    Set<UUID> wanted = groupsOf(unit, objectId);
    return current(unit, person).stream().anyMatch(group -> !wanted.contains(group));
  }

  /** Whether everything could be done. */
  private boolean memberships(Unit unit, UUID objectId, UUID person, PullLoss withheld) {
    Set<UUID> wanted = groupsOf(unit, objectId);
    boolean keeps = false;
    for (UUID group : current(unit, person)) {
      if (!wanted.remove(group)) {
        if (withheld.isOfGroups()) {
          keeps = true;
        } else {
          unit.groups().removeMembers(group, List.of(person));
        }
      }
    }
    wanted.forEach(group -> unit.groups().addMembers(group, List.of(person)));
    return !keeps;
  }

  /** In one order, so that two transactions never wait for each other. */
  private Set<UUID> groupsOf(Unit unit, UUID objectId) {
    Set<UUID> groups = new TreeSet<>();
    for (UUID group : PulledGroups.of(unit.copies(), channel.name(), objectId)) {
      storedGroup(unit, group).ifPresent(stored -> groups.add(stored.id()));
    }
    return groups;
  }

  private static List<UUID> current(Unit unit, UUID person) {
    List<UUID> groups = new ArrayList<>();
    Optional<UUID> after = Optional.empty();
    List<NamedGroup> page;
    do {
      page = unit.groups().ofPerson(person, after, PAGE);
      page.forEach(group -> groups.add(group.id()));
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).id());
    } while (page.size() == PAGE);
    return groups;
  }

  private Optional<SourceGroup> storedGroup(Unit unit, UUID objectId) {
    GroupFilter filter =
        new GroupFilter(
            Optional.empty(), Optional.empty(), Optional.of(objectId.toString()), Optional.empty());
    return unit.groups().list(channel.name(), filter, 0, 1).stream().findFirst();
  }

  private Optional<SourcePerson> storedPerson(Unit unit, UUID objectId) {
    PersonFilter filter =
        new PersonFilter(
            Optional.empty(), Optional.of(objectId.toString()), Optional.empty(), Optional.empty());
    return unit.people().list(channel.name(), filter, 0, 1).stream().findFirst();
  }
}
