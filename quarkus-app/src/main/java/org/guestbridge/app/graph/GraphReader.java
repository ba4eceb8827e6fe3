package org.guestbridge.app.graph;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.realm.GraphChannel;

/** Reads pages for a pull, and waits as Graph asks as long as the turn lasts. */
final class GraphReader {

  /** The longest wait that is waited out; for a longer one the channel is given back. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int MAX_PAGES_OF_ONE_PERSON = 50;

  private final GraphChannel channel;
  private final GraphCalls calls;
  private final InstantSource clock;
  private final Pause pause;

  GraphReader(GraphChannel channel, GraphCalls calls, InstantSource clock, Pause pause) {
    this.channel = channel;
    this.calls = calls;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * The page at which {@code state} stands; empty when Graph does not know its delta query any
   * more, or the link is no longer on the configured origin.
   *
   * @param end when the turn ends
   * @throws RefusalException {@code graph_application_unknown} when the tenant does not have the
   *     application whose assignments are asked for; otherwise as {@link GraphCalls#get}
   */
  Optional<GraphPage.Shown> page(PullState state, Instant end)
      throws RefusalException, PostponedException {
    Optional<URI> address =
        state.next().isPresent()
            ? calls.stored(state.next().get())
            : Optional.of(first(state.stage()));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    GraphPage page = get(address.get(), end);
    if (page instanceof GraphPage.Missing) {
      throw state.stage() == PullStage.ASSIGNMENTS || state.stage() == PullStage.ROLE_HOLDERS
          ? new RefusalException(Code.GRAPH_APPLICATION_UNKNOWN, "the answer has status 404")
          : GraphCalls.invalid("the answer has status 404");
    }
    return shown(page);
  }

  /** The groups that a person is directly in; none when the person is there no more. */
  List<UUID> groupsOf(UUID person, Instant end) throws RefusalException, PostponedException {
    List<UUID> groups = new ArrayList<>();
    Optional<URI> next = Optional.of(calls.address("users/" + person + "/memberOf?$select=id"));
    for (int pages = 0; next.isPresent() && pages < MAX_PAGES_OF_ONE_PERSON; pages++) {
      Optional<GraphPage.Shown> page = shown(get(next.get(), end));
      page.ifPresent(
          shown ->
              shown.items().stream()
                  .filter(item -> "#microsoft.graph.group".equals(item.get("@odata.type")))
                  .flatMap(item -> GraphValues.id(item, "id").stream())
                  .forEach(groups::add));
      next = page.flatMap(GraphPage.Shown::next);
    }
    return groups;
  }

  private URI first(PullStage stage) {
    return calls.address(
        switch (stage) {
          case GROUPS -> "groups/delta?$select=id,displayName,members";
          case PEOPLE -> "users/delta?$select=id," + String.join(",", UserDocument.PROPERTIES);
          case ASSIGNMENTS -> assignedTo(channel.application().orElseThrow());
          case ROLES ->
              "servicePrincipals?$filter=appId%20eq%20'"
                  + channel.client()
                  + "'&$select=id,appRoles";
          case ROLE_HOLDERS -> assignedTo(channel.client());
          default -> throw new IllegalStateException("nothing is read in stage " + stage);
        });
  }

  private static String assignedTo(String application) {
    return "servicePrincipals(appId='" + application + "')/appRoleAssignedTo?$top=999";
  }

  private static Optional<GraphPage.Shown> shown(GraphPage page) {
    return page instanceof GraphPage.Shown shown ? Optional.of(shown) : Optional.empty();
  }

  private GraphPage get(URI address, Instant end) throws RefusalException, PostponedException {
    GraphPage page = calls.get(address);
    while (page instanceof GraphPage.Throttled throttled) {
      await(throttled.delay(), end);
      page = calls.get(address);
    }
    return page;
  }

  private void await(Duration told, Instant end) throws PostponedException {
    Duration wait = told.isZero() ? Duration.ofSeconds(1) : told;
    if (wait.compareTo(LONGEST_PAUSE) > 0 || !clock.instant().plus(wait).isBefore(end)) {
      throw new PostponedException(
          Code.GRAPH_UNAVAILABLE,
          "Graph asks for fewer requests",
          wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }
    try {
      pause.pause(wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PostponedException(Code.GRAPH_UNAVAILABLE, "waiting was interrupted", wait);
    }
  }
}
