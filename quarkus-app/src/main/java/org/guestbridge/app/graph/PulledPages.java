package org.guestbridge.app.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.PullState;

/**
 * Writes what Graph showed into what was copied before, inside one unit of work, and marks what is
 * to be settled. A page that comes twice, or an object that stands on several pages, changes
 * nothing.
 */
final class PulledPages {

  private final DirectoryCopies copies;
  private final String channel;
  private final PullState state;

  PulledPages(DirectoryCopies copies, String channel, PullState state) {
    this.copies = copies;
    this.channel = channel;
    this.state = state;
  }

  /** Who of them came into sight: is new, or was restored. */
  List<UUID> unknown(List<PulledItem> people) {
    return people.stream()
        .filter(person -> !person.removed())
        .map(PulledItem::id)
        .distinct()
        .filter(id -> copies.object(channel, id).filter(known -> !known.gone()).isEmpty())
        .toList();
  }

  /** Writes people, and the direct groups of those who came into sight. */
  void people(List<PulledItem> people, Map<UUID, List<UUID>> groupsOfNew) {
    for (PulledItem person : people) {
      if (person.removed()) {
        remove(person.id());
      } else {
        Optional<CopiedObject> before = copies.object(channel, person.id());
        String known = before.filter(this::goesOn).map(CopiedObject::document).orElse("");
        String document = UserDocument.stored(known).with(person.shown()).text();
        put(person.id(), CopiedObject.Kind.PERSON, document, before);
      }
    }
    groupsOfNew.forEach(
        (person, groups) ->
            groups.forEach(
                group -> link(new CopiedLink(CopiedLink.Kind.PERSON_IN_GROUP, group, person))));
  }

  /** Writes groups with those of their members that the page names. */
  void groups(List<PulledItem> groups) {
    for (PulledItem group : groups) {
      if (group.removed()) {
        remove(group.id());
      } else {
        group(group);
        group.members().forEach(member -> member(group.id(), member));
      }
    }
  }

  private void group(PulledItem group) {
    Optional<CopiedObject> before = copies.object(channel, group.id());
    Map<String, Object> document = new TreeMap<>();
    GraphValues.text(group.shown(), "displayName")
        .filter(name -> name.length() <= PersonStatement.MAX_NAME_LENGTH)
        .or(() -> before.flatMap(PulledPages::displayName))
        .ifPresent(name -> document.put("displayName", name));
    put(group.id(), CopiedObject.Kind.GROUP, StrictJson.write(document), before);
  }

  private void member(UUID group, PulledItem.Member member) {
    CopiedLink link = new CopiedLink(member.kind(), group, member.id());
    if (member.removed()) {
      unlink(link);
    } else {
      link(link);
    }
  }

  /** The name of a copied group. */
  static Optional<String> displayName(CopiedObject group) {
    return UserDocument.stored(group.document()).property("displayName");
  }

  private void put(
      UUID id, CopiedObject.Kind kind, String document, Optional<CopiedObject> before) {
    boolean changed =
        before.filter(known -> !known.gone() && known.document().equals(document)).isEmpty();
    copies.put(channel, new CopiedObject(id, kind, document, state.round(), false), changed);
  }

  /** In a full round the first sight of an object replaces what was known. */
  private boolean goesOn(CopiedObject known) {
    return !known.gone() && (!state.full() || known.round() == state.round());
  }

  /** Somebody belongs to something. */
  void link(CopiedLink link) {
    if (copies.link(channel, link, state.round())) {
      unsettle(link);
    }
  }

  /** Somebody belongs to something no more. */
  void unlink(CopiedLink link) {
    if (copies.unlink(channel, link)) {
      unsettle(link);
    }
  }

  private void unsettle(CopiedLink link) {
    switch (link.kind()) {
      case PERSON_IN_GROUP, PERSON_ASSIGNED, PERSON_HAS_ROLE ->
          copies.unsettle(channel, List.of(link.member()));
      case GROUP_IN_GROUP, GROUP_ASSIGNED, GROUP_HAS_ROLE ->
          PulledGroups.unsettleMembers(copies, channel, link.member());
    }
  }

  /** Writes the application's roles; who has one whose value is another now is settled again. */
  void roles(Map<UUID, String> roles) {
    roles.forEach(
        (id, value) -> {
          String document = StrictJson.write(Map.of(PulledRoles.VALUE, value));
          Optional<CopiedObject> before = copies.object(channel, id);
          if (before.filter(known -> known.document().equals(document)).isEmpty()) {
            PulledRoles.unsettleHolders(copies, channel, id);
          }
          copies.put(
              channel,
              new CopiedObject(id, CopiedObject.Kind.ROLE, document, state.round(), false),
              false);
        });
  }

  /** The directory has it no more; in the recycle bin it may be used no more either. */
  void remove(UUID id) {
    Optional<CopiedObject> before = copies.object(channel, id).filter(known -> !known.gone());
    if (before.isPresent()) {
      CopiedObject known = before.get();
      CopiedObject gone = new CopiedObject(id, known.kind(), "", state.round(), true);
      switch (known.kind()) {
        case ROLE -> {
          // Assignments of it may still be shown, without a value.
          PulledRoles.unsettleHolders(copies, channel, id);
          copies.settled(channel, gone);
          return;
        }
        case GROUP -> PulledGroups.unsettleMembers(copies, channel, id);
        case PERSON -> {}
      }
      copies.unlinkAll(channel, id);
      copies.put(channel, gone, true);
    }
  }
}
