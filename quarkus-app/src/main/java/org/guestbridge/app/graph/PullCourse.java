package org.guestbridge.app.graph;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.realm.GraphChannel;

/** In which order a pull goes on, a pure function of how far it has got. */
final class PullCourse {

  private final GraphChannel channel;
  private final boolean readsRoles;

  /**
   * A course.
   *
   * @param readsRoles whether it matters to anybody who has which app role
   */
  PullCourse(GraphChannel channel, boolean readsRoles) {
    this.channel = channel;
    this.readsRoles = readsRoles;
  }

  /** Whether the next round has to show everything. */
  boolean isFullDue(PullLease lease, PullState state, Instant now) {
    return lease.fullWanted()
        || state.groupsLink().isEmpty()
        || state.peopleLink().isEmpty()
        || state.fullAt().filter(at -> now.isBefore(at.plus(channel.fullEvery()))).isEmpty();
  }

  /** Where the pull goes on once {@code page} is written. */
  PullState after(PullState state, GraphPage.Shown page) throws RefusalException {
    PullState read = state.at(page.next().map(Object::toString), page.items().size());
    if (page.next().isPresent()) {
      return read;
    }
    return switch (state.stage()) {
      case GROUPS -> read.groupsAt(changes(page)).enter(PullStage.PEOPLE, read.peopleLink());
      case PEOPLE ->
          read.peopleAt(changes(page))
              .enter(
                  channel.application().isPresent() ? PullStage.ASSIGNMENTS : afterAssignments(),
                  Optional.empty());
      case ASSIGNMENTS -> read.enter(afterAssignments(), Optional.empty());
      case ROLES -> read.enter(PullStage.ROLE_HOLDERS, Optional.empty());
      default -> read.enter(PullStage.SWEEP, Optional.empty());
    };
  }

  private PullStage afterAssignments() {
    return readsRoles ? PullStage.ROLES : PullStage.SWEEP;
  }

  private static String changes(GraphPage.Shown page) throws RefusalException {
    return page.changes()
        .map(Object::toString)
        .orElseThrow(() -> GraphCalls.invalid("there is neither a next link nor a delta link"));
  }
}
