package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.realm.ScimChannel;

/** Requests about users, each in one unit of work. */
final class Users {

  private final Ledger ledger;

  Users(Ledger ledger) {
    this.ledger = ledger;
  }

  ScimAnswer list(ScimRequest request) {
    Query query = request.query();
    Optional<Wanted> wanted =
        query.filter().isEmpty()
            ? Optional.of(new Wanted(PersonFilter.ALL, Optional.empty()))
            : wanted(query.filter().get());
    if (wanted.isEmpty()) {
      return ScimAnswer.ok(query.page(0, List.of()));
    }
    PersonFilter filter = wanted.get().people();
    return ledger.inUnit(
        request.realm().id(),
        unit ->
            wanted
                .get()
                .manager()
                .map(manager -> withManager(unit, filter, manager, request))
                .orElseGet(() -> page(unit, filter, request)));
  }

  private static ScimAnswer page(Unit unit, PersonFilter filter, ScimRequest request) {
    Query query = request.query();
    String channel = request.channel().name();
    List<SourcePerson> people =
        query.count() == 0
            ? List.of()
            : unit.people().list(channel, filter, query.startIndex() - 1L, query.count());
    long total =
        query.isWhole(people.size()) ? people.size() : unit.people().count(channel, filter);
    return ScimAnswer.ok(
        query.page(
            total, people.stream().map(each -> query.project(render(each, request))).toList()));
  }

  /** Nobody, or the one person of an id, whose manager is compared as it was sent. */
  private static ScimAnswer withManager(
      Unit unit, PersonFilter filter, String manager, ScimRequest request) {
    Query query = request.query();
    List<ObjectNode> found =
        unit.people().list(request.channel().name(), filter, 0, 1).stream()
            .filter(each -> Manager.has(ScimJson.stored(each.statement().document()), manager))
            .map(each -> query.project(render(each, request)))
            .toList();
    boolean shown = query.startIndex() == 1 && query.count() > 0;
    return ScimAnswer.ok(query.page(found.size(), shown ? found : List.of()));
  }

  ScimAnswer read(ScimRequest request) {
    UUID id = Resources.id(request.id().orElseThrow());
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourcePerson person = own(unit.people().find(id), request);
          return request
                  .ifNoneMatch()
                  .filter(tags -> Resources.names(tags, person.version()))
                  .isPresent()
              ? ScimAnswer.nothing(304, false)
              : ScimAnswer.read(request.query().project(render(person, request)));
        });
  }

  ScimAnswer create(ScimRequest request) {
    PersonStatement statement = StoredUser.statement(request.body());
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourcePerson person =
              Resources.stored(unit.people().insert(request.channel().name(), statement));
          // Thrown inside the unit, so that a new person is not stored.
          objection(unit, person, request)
              .ifPresent(
                  refusal -> {
                    throw refusal;
                  });
          return written(201, person, request);
        });
  }

  ScimAnswer replace(ScimRequest request) {
    PersonStatement statement = StoredUser.statement(request.body());
    return ledger.inUnit(
        request.realm().id(), unit -> replace(unit, lock(unit, request), statement, request));
  }

  ScimAnswer patch(ScimRequest request) {
    List<PatchOperation> operations = PatchOperation.of(request.body());
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          SourcePerson person = lock(unit, request);
          ObjectNode resource = ScimJson.stored(person.statement().document());
          Patch patch = new Patch(resource);
          operations.forEach(patch::apply);
          return replace(unit, person, StoredUser.statement(resource), request);
        });
  }

  ScimAnswer delete(ScimRequest request) {
    return ledger.inUnit(
        request.realm().id(),
        unit -> {
          unit.people().remove(lock(unit, request).id());
          return ScimAnswer.nothing(204, true);
        });
  }

  private static ScimAnswer replace(
      Unit unit, SourcePerson person, PersonStatement statement, ScimRequest request) {
    SourcePerson stored =
        Resources.stored(unit.people().replace(person.id(), person.version(), statement));
    // Stored all the same: what was provided on the former statement is to be withdrawn.
    return objection(unit, stored, request)
        .map(refusal -> ScimAnswer.error(refusal).afterChange())
        .orElseGet(() -> written(200, stored, request));
  }

  /** Why the rules refuse the person, where the channel's client is to be told. */
  private static Optional<ScimRefusal> objection(
      Unit unit, SourcePerson person, ScimRequest request) {
    return request.channel().refused() == ScimChannel.Refused.ERROR
        ? request
            .broker()
            .objection(unit, person.id())
            .map(code -> new ScimRefusal(code, "The realm's rules refuse this person."))
        : Optional.empty();
  }

  private static SourcePerson lock(Unit unit, ScimRequest request) {
    UUID id = Resources.id(request.id().orElseThrow());
    SourcePerson person = own(unit.people().lock(id), request);
    Resources.requireVersion(request.ifMatch(), person.version());
    return person;
  }

  /** Another channel's people are nobody here. */
  private static SourcePerson own(Optional<SourcePerson> person, ScimRequest request) {
    return person
        .filter(found -> found.channel().equals(request.channel().name()))
        .orElseThrow(Resources::notFound);
  }

  private static ScimAnswer written(int status, SourcePerson person, ScimRequest request) {
    return ScimAnswer.written(status, request.query().project(render(person, request)));
  }

  private static ObjectNode render(SourcePerson person, ScimRequest request) {
    return Resources.rendered(
        person.statement().document(),
        "User",
        person.id(),
        person.version(),
        person.createdAt(),
        person.changedAt(),
        request.base());
  }

  /**
   * Whom a filter asks for.
   *
   * @param people of whom the store knows
   * @param manager the id of the manager whom they have to have; with the id of one person alone
   */
  private record Wanted(PersonFilter people, Optional<String> manager) {}

  /** Empty when nobody can match. */
  private static Optional<Wanted> wanted(Filter filter) {
    Optional<String> manager = Optional.empty();
    Optional<UUID> id = Optional.empty();
    Optional<String> key = Optional.empty();
    Optional<String> externalId = Optional.empty();
    Optional<String> mail = Optional.empty();
    for (Filter.Condition condition : filter.conditions()) {
      String value = condition.value();
      if (value.length() > PersonStatement.MAX_NAME_LENGTH) {
        return Optional.empty();
      }
      Optional<String> before;
      Optional<String> now = Optional.of(StoredUser.lower(value));
      switch (condition.attribute()) {
        case "id" -> {
          before = id.map(UUID::toString);
          id = Resources.parse(value);
          if (id.isEmpty()) {
            return Optional.empty();
          }
        }
        case "username" -> {
          before = key;
          key = now;
        }
        case "externalid" -> {
          before = externalId;
          now = Optional.of(value);
          externalId = now;
        }
        case "emails[typeeqwork].value", "emails.value", "emails" -> {
          before = mail;
          mail = now;
        }
        case "manager", "manager.value", Manager.WITH_URN, Manager.WITH_URN + ".value" -> {
          before = manager;
          manager = now;
        }
        default -> throw notFilterable();
      }
      if (before.isPresent() && !before.equals(now)) {
        return Optional.empty();
      }
    }
    if (manager.isPresent() && id.isEmpty()) {
      throw notFilterable();
    }
    return Optional.of(new Wanted(new PersonFilter(id, key, externalId, mail), manager));
  }

  private static ScimRefusal notFilterable() {
    return new ScimRefusal(
        Code.SCIM_FILTER,
        "Users are found by id, userName, externalId and work mail alone; manager stands with id.");
  }
}
