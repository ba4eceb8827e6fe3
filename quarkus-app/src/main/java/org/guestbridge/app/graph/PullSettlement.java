package org.guestbridge.app.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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

  PullSettlement(GraphChannel channel, GraphProfile readers, ChangedHumanPolicies policies) {
    this.channel = channel;
    this.readers = readers;
    this.policies = policies;
  }

  void settle(Unit unit, CopiedObject copy) {
    if (copy.kind() == CopiedObject.Kind.GROUP) {
      group(unit, copy);
    } else {
      person(unit, copy);
    }
    unit.copies().settled(channel.name(), copy);
  }

  private void group(Unit unit, CopiedObject copy) {
    Optional<SourceGroup> stored = storedGroup(unit, copy.id());
    if (copy.gone()) {
      stored.ifPresent(group -> unit.groups().remove(group.id()));
      return;
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
  }

  private void person(Unit unit, CopiedObject copy) {
    Optional<SourcePerson> stored = storedPerson(unit, copy.id());
    if (copy.gone() || !isInScope(unit, copy.id())) {
      stored.ifPresent(person -> unit.people().remove(person.id()));
      return;
    }
    UserDocument user = UserDocument.stored(copy.document());
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
    memberships(unit, copy.id(), id);
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
        copy.document());
  }

  private static Optional<String> fit(Optional<String> text) {
    return text.filter(
        value -> value.length() <= PersonStatement.MAX_NAME_LENGTH && value.indexOf('\0') < 0);
  }

  /** Another human may have come behind a guest's object id; an administrator is to say. */
  private void notice(Unit unit, SourcePerson stored, UUID objectId, UserDocument now) {
    boolean guest =
        !channel.isOfCustomers() && readers.evidence(now).prove().kind() == AccountKind.EXTERNAL;
    if (guest
        && policies.of(channel.upstream(), AccountKind.EXTERNAL) == ChangedHumanPolicy.HOLD
        && now.isRedeemedAnew(UserDocument.stored(stored.statement().document()))) {
      unit.aliases()
          .find(new UpstreamSubject.Entra(channel.tenant(), objectId))
          .ifPresent(
              binding ->
                  BindingHold.hold(
                      unit, binding.id(), Code.IDENTITY_CHANGED, "person " + stored.id(), ACTOR));
    }
  }

  private void memberships(Unit unit, UUID objectId, UUID person) {
    // In one order, so that two transactions never wait for each other.
    Set<UUID> wanted = new TreeSet<>();
    for (UUID group : PulledGroups.of(unit.copies(), channel.name(), objectId)) {
      storedGroup(unit, group).ifPresent(stored -> wanted.add(stored.id()));
    }
    Optional<UUID> after = Optional.empty();
    List<NamedGroup> page;
    do {
      page = unit.groups().ofPerson(person, after, PAGE);
      for (NamedGroup group : page) {
        if (!wanted.remove(group.id())) {
          unit.groups().removeMembers(group.id(), List.of(person));
        }
        after = Optional.of(group.id());
      }
    } while (page.size() == PAGE);
    wanted.forEach(group -> unit.groups().addMembers(group, List.of(person)));
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
