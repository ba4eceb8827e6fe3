package org.guestbridge.simulators.entra;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.simulators.entra.DirectoryChanges.Change;
import org.guestbridge.simulators.entra.DirectoryChanges.Kind;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code /users/delta} and {@code /groups/delta} (learn.microsoft.com, "Use delta query to track
 * changes in Microsoft Graph data"): pages, some of them empty, objects that come several times,
 * tokens that expire, and the demand to begin again. Safe for use by several threads.
 */
public final class GraphDelta {
  /** How long a delta token holds. */
  public static final Duration TOKEN_LIFETIME = Duration.ofDays(7);

  private static final int MAXIMUM_TOKENS = 10_000;
  private static final Pattern FILTER = Pattern.compile("id eq '[^']+'(?: or id eq '[^']+')*");

  private final Clock clock;
  private final DeltaItems items;
  private final String base;
  private final Map<String, Round> tokens = new LinkedHashMap<>();
  private boolean emptyPages = true;
  private boolean replays = true;
  private int lag;
  private boolean resync;

  /**
   * A round of pages, or where the next one begins.
   *
   * @param left what is still to be answered; null for a delta token
   * @param newest the change up to which this round reaches
   */
  private record Round(
      Kind kind,
      GraphSelect select,
      Set<String> ids,
      boolean minimal,
      @Nullable List<DeltaItem> left,
      long newest,
      boolean emptyNext,
      Instant issued) {}

  GraphDelta(Directory directory, EntraSettings settings, String base, Clock clock) {
    this.clock = clock;
    this.base = base;
    this.items = new DeltaItems(directory, settings.initialDomain());
  }

  /** Whether pages without anything, but with a next link, come between others; they do. */
  public synchronized GraphDelta emptyPages(boolean value) {
    emptyPages = value;
    return this;
  }

  /** Whether objects come again that came before; they do. */
  public synchronized GraphDelta replays(boolean value) {
    replays = value;
    return this;
  }

  /** Lets the newest changes be invisible still, as replication would. */
  public synchronized GraphDelta lag(int changes) {
    lag = changes;
    return this;
  }

  /** Lets the next request with a token be told to begin again: 410 with a Location. */
  public synchronized GraphDelta demandResync() {
    resync = true;
    return this;
  }

  /** Forgets every token, as if its time was over. */
  public synchronized GraphDelta expireTokens() {
    tokens.clear();
    return this;
  }

  synchronized Response answer(Request request, Kind kind, int pageSize) {
    for (String refused : List.of("$expand", "$top", "$orderby")) {
      if (request.query().has(refused)) {
        return GraphAnswer.badRequest(refused + " is not supported by delta query.");
      }
    }
    Optional<String> token =
        request.query().value("$skiptoken").or(() -> request.query().value("$deltatoken"));
    if (token.isEmpty() || token.get().equals("latest")) {
      return begin(request, kind, token.isPresent(), pageSize);
    }
    if (resync) {
      resync = false;
      return GraphAnswer.error(410, "resyncRequired", "Resync required.")
          .withHeader("Location", address(kind) + "?$deltatoken=");
    }
    @Nullable Round round = tokens.get(token.get());
    if (round == null
        || round.kind() != kind
        || clock.instant().isAfter(round.issued().plus(TOKEN_LIFETIME))) {
      return GraphAnswer.error(400, "syncStateNotFound", "The sync state generation is not found.");
    }
    return round.left() == null ? resume(request, round, pageSize) : page(round, pageSize);
  }

  private Response begin(Request request, Kind kind, boolean latest, int pageSize) {
    GraphSelect select = GraphSelect.of(request.query());
    Optional<Response> wrong = select.wrongFor(kind == Kind.USER);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    Optional<String> filter = request.query().value("$filter");
    if (filter.isPresent() && !FILTER.matcher(filter.get()).matches()) {
      return GraphAnswer.badRequest("Only a filter by id is supported by delta query.");
    }
    Set<String> ids = filter.map(GraphDelta::ids).orElse(Set.of());
    if (ids.size() > 50) {
      return GraphAnswer.badRequest("Only 50 ids are supported by delta query.");
    }
    long newest = Math.max(0, items.newest() - lag);
    List<DeltaItem> left = latest ? List.of() : items.everything(kind, pageSize);
    return page(round(request, kind, select, ids, left, newest), pageSize);
  }

  private Response resume(Request request, Round from, int pageSize) {
    long newest = Math.max(from.newest(), items.newest() - lag);
    long since = Math.max(0, from.newest() - (replays ? 1 : 0));
    List<Change> changes = new ArrayList<>(items.changes(since));
    changes.removeIf(change -> change.sequence() > newest || change.kind() != from.kind());
    List<DeltaItem> left = items.of(changes, from.select(), pageSize);
    return page(round(request, from.kind(), from.select(), from.ids(), left, newest), pageSize);
  }

  private Round round(
      Request request,
      Kind kind,
      GraphSelect select,
      Set<String> ids,
      List<DeltaItem> all,
      long newest) {
    List<DeltaItem> left = new ArrayList<>(all);
    left.removeIf(item -> !ids.isEmpty() && !ids.contains(item.id().toString()));
    if (replays && left.size() > 1) {
      left.add(left.get(0));
    }
    boolean minimal = request.header("Prefer").orElse("").contains("return=minimal");
    return new Round(kind, select, ids, minimal, left, newest, false, clock.instant());
  }

  private Response page(Round round, int pageSize) {
    List<DeltaItem> left = round.left() == null ? List.of() : round.left();
    int count = round.emptyNext() ? 0 : Math.min(pageSize, left.size());
    List<DeltaItem> rest = left.subList(count, left.size());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "@odata.context",
        base + "/$metadata#" + (round.kind() == Kind.USER ? "users" : "groups") + "(delta)");
    boolean emptyNext = emptyPages && !round.emptyNext() && !rest.isEmpty();
    if (rest.isEmpty()) {
      answer.put(
          "@odata.deltaLink", address(round.kind()) + "?$deltatoken=" + keep(round, null, false));
    } else {
      answer.put(
          "@odata.nextLink", address(round.kind()) + "?$skiptoken=" + keep(round, rest, emptyNext));
    }
    answer.put(
        "value",
        left.subList(0, count).stream()
            .map(item -> items.render(item, round.kind(), round.select(), round.minimal()))
            .toList());
    return Response.json(200, answer);
  }

  private String keep(Round round, @Nullable List<DeltaItem> left, boolean emptyNext) {
    String token = UUID.randomUUID().toString().replace("-", "");
    tokens.put(
        token,
        new Round(
            round.kind(),
            round.select(),
            round.ids(),
            round.minimal(),
            left,
            round.newest(),
            emptyNext,
            clock.instant()));
    if (tokens.size() > MAXIMUM_TOKENS) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    return token;
  }

  private String address(Kind kind) {
    return base + (kind == Kind.USER ? "/users/delta" : "/groups/delta");
  }

  private static Set<String> ids(String filter) {
    Set<String> ids = new LinkedHashSet<>();
    for (String part : List.of(filter.split(" or "))) {
      ids.add(part.substring("id eq '".length(), part.length() - 1));
    }
    return ids;
  }
}
