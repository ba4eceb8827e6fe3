package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.SourceGroup;

/**
 * Requests about groups, each in one unit of work. Members stand in the answer to a GET of one
 * group alone.
 */
final class Groups {

  /** Most members that an answer names. */
  static final int MAX_SHOWN = 10_000;

  private static final int PAGE = 1_000;

  private final Ledger ledger;

  Groups(Ledger ledger) {
    this.ledger = ledger;
  }

  ScimAnswer list(ScimRequest request) {
    Query query = request.query();
    Optional<GroupFilter> filter =
        query.filter().isEmpty() ? Optional.of(GroupFilter.ALL) : filter(query.filter().get());
    if (filter.isEmpty()) {
      return ScimAnswer.ok(query.page(0, List.of()));
    }
    String channel = request.channel().name();
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          List<SourceGroup> groups =
              query.count() == 0
                  ? List.of()
                  : unit.groups()
                      .list(channel, filter.get(), query.startIndex() - 1L, query.count());
          long total =
              query.isWhole(groups.size())
                  ? groups.size()
                  : unit.groups().count(channel, filter.get());
          return ScimAnswer.ok(
              query.page(
                  total,
                  groups.stream().map(each -> query.project(render(each, request))).toList()));
        });
  }

  ScimAnswer read(ScimRequest request) {
    UUID id = Resources.id(request.id().orElseThrow());
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourceGroup group = own(unit.groups().find(id), request);
          if (request
              .ifNoneMatch()
              .filter(tags -> Resources.names(tags, group.version()))
              .isPresent()) {
            return ScimAnswer.nothing(304, false);
          }
          ObjectNode resource = render(group, request);
          if (request.query().wants("members")) {
            addMembers(unit, id, resource, request.base());
          }
          return ScimAnswer.read(request.query().project(resource));
        });
  }

  ScimAnswer create(ScimRequest request) {
    ObjectNode body = request.body();
    GroupStatement statement = statement(body);
    Optional<MemberChange> members = members(body);
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourceGroup group =
              Resources.stored(unit.groups().insert(request.channel().name(), statement));
          members.ifPresent(change -> change.apply(unit, group));
          return ScimAnswer.written(201, render(current(unit, group), request));
        });
  }

  /** Members that the body does not name stay as they are. */
  ScimAnswer replace(ScimRequest request) {
    ObjectNode body = request.body();
    GroupStatement statement = statement(body);
    Optional<MemberChange> members = members(body);
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourceGroup group = lock(unit, request);
          Resources.stored(unit.groups().replace(group.id(), group.version(), statement));
          members.ifPresent(change -> change.apply(unit, group));
          return ScimAnswer.written(200, render(current(unit, group), request));
        });
  }

  ScimAnswer patch(ScimRequest request) {
    List<PatchOperation> operations = PatchOperation.of(request.body());
    List<MemberChange> members =
        operations.stream()
            .filter(each -> each.path().isAbout("members"))
            .map(MemberChange::of)
            .toList();
    List<PatchOperation> others =
        operations.stream().filter(each -> !each.path().isAbout("members")).toList();
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourceGroup group = lock(unit, request);
          ObjectNode resource = ScimJson.stored(group.statement().document());
          Patch patch = new Patch(resource);
          others.forEach(patch::apply);
          Resources.stored(unit.groups().replace(group.id(), group.version(), statement(resource)));
          members.forEach(change -> change.apply(unit, group));
          return ScimAnswer.nothing(204, true);
        });
  }

  ScimAnswer delete(ScimRequest request) {
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          unit.groups().remove(lock(unit, request).id());
          return ScimAnswer.nothing(204, true);
        });
  }

  private static GroupStatement statement(ObjectNode resource) {
    ObjectNode kept = resource.deepCopy();
    for (String attribute : List.of("id", "meta", "members")) {
      ScimJson.nameOf(kept, attribute).ifPresent(name -> kept.remove(name));
    }
    String displayName =
        StoredUser.name(kept, "displayName").orElseThrow(() -> StoredUser.missing("displayName"));
    String document = ScimJson.write(kept);
    StoredUser.requireStorable(document);
    return GroupStatement.named(displayName, StoredUser.name(kept, "externalId"), document);
  }

  private static Optional<MemberChange> members(ObjectNode body) {
    JsonNode members = ScimJson.get(body, "members");
    return members.isMissingNode() || members.isNull()
        ? Optional.empty()
        : Optional.of(MemberChange.exactly(members));
  }

  private static void addMembers(Unit unit, UUID id, ObjectNode resource, String base) {
    if (unit.groups().memberCount(id) > MAX_SHOWN) {
      throw new ScimRefusal(
          Code.SCIM_TOO_MANY, "The group has too many members to be shown; exclude them.");
    }
    ArrayNode members = resource.putArray("members");
    Optional<UUID> after = Optional.empty();
    List<UUID> page;
    do {
      page = unit.groups().members(id, after, PAGE);
      for (UUID member : page) {
        members
            .addObject()
            .put("value", member.toString())
            .put("$ref", base + "/Users/" + member)
            .put("type", "User");
        after = Optional.of(member);
      }
    } while (page.size() == PAGE);
  }

  private static SourceGroup lock(Unit unit, ScimRequest request) {
    UUID id = Resources.id(request.id().orElseThrow());
    SourceGroup group = own(unit.groups().lock(id), request);
    Resources.requireVersion(request.ifMatch(), group.version());
    return group;
  }

  /** Another channel's groups are nothing here. */
  private static SourceGroup own(Optional<SourceGroup> group, ScimRequest request) {
    return group
        .filter(found -> found.channel().equals(request.channel().name()))
        .orElseThrow(Resources::notFound);
  }

  private static SourceGroup current(Unit unit, SourceGroup group) {
    return unit.groups().find(group.id()).orElseThrow(Resources::notFound);
  }

  private static ObjectNode render(SourceGroup group, ScimRequest request) {
    return Resources.rendered(
        group.statement().document(),
        "Group",
        group.id(),
        group.version(),
        group.createdAt(),
        group.changedAt(),
        request.base());
  }

  /** Empty when nothing can match. */
  private static Optional<GroupFilter> filter(Filter filter) {
    GroupFilter all = GroupFilter.ALL;
    for (Filter.Condition condition : filter.conditions()) {
      Optional<String> value = Optional.of(condition.value());
      Optional<UUID> id = Resources.parse(condition.value());
      GroupFilter one =
          switch (condition.attribute()) {
            case "id" -> only(id, Optional.empty(), Optional.empty(), Optional.empty());
            case "displayname" -> only(Optional.empty(), value, Optional.empty(), Optional.empty());
            case "externalid" -> only(Optional.empty(), Optional.empty(), value, Optional.empty());
            case "members", "members.value" ->
                only(Optional.empty(), Optional.empty(), Optional.empty(), id);
            default ->
                throw new ScimRefusal(
                    Code.SCIM_FILTER,
                    "Groups are found by id, displayName, externalId and members alone.");
          };
      if (one.equals(GroupFilter.ALL)
          || condition.value().length() > PersonStatement.MAX_NAME_LENGTH
          || contradict(all.id(), one.id())
          || contradict(all.displayName(), one.displayName())
          || contradict(all.externalId(), one.externalId())
          || contradict(all.member(), one.member())) {
        return Optional.empty();
      }
      all =
          only(
              all.id().or(one::id),
              all.displayName().or(one::displayName),
              all.externalId().or(one::externalId),
              all.member().or(one::member));
    }
    return Optional.of(all);
  }

  private static GroupFilter only(
      Optional<UUID> id,
      Optional<String> displayName,
      Optional<String> externalId,
      Optional<UUID> member) {
    return new GroupFilter(id, displayName, externalId, member);
  }

  private static <T> boolean contradict(Optional<T> one, Optional<T> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }
}
