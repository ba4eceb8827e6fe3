package org.guestbridge.app.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.PullLease;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullStage;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.realm.GraphChannel;

/** One turn of a pull, by whoever holds the lease: step after step until its time is over. */
final class PullTurn {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 8;
  private static final int SETTLED_AT_ONCE = 50;
  private static final int SWEPT_AT_ONCE = 500;
  private static final Set<CopiedLink.Kind> ASSIGNED =
      EnumSet.of(
          CopiedLink.Kind.PERSON_ASSIGNED,
          CopiedLink.Kind.GROUP_ASSIGNED,
          CopiedLink.Kind.PERSON_HAS_ROLE,
          CopiedLink.Kind.GROUP_HAS_ROLE);

  private final GraphChannel channel;
  private final PullCourse course;
  private final GraphReader reader;
  private final PullGuard guard;
  private final PullSettlement settlement;
  private final PullReport report;
  private final GraphPull.Surroundings around;
  private final PullLease lease;
  private final Instant end;
  private PullState state;
  private boolean begunAnew;

  PullTurn(
      GraphChannel channel,
      GraphReader reader,
      PullGuard guard,
      PullSettlement settlement,
      GraphPull.Surroundings around,
      PullLease lease,
      Instant end) {
    this.channel = channel;
    this.course = new PullCourse(channel, around.readsRolesOf(channel));
    this.reader = reader;
    this.guard = guard;
    this.settlement = settlement;
    this.report = new PullReport(around.realm(), channel.name(), around.metrics());
    this.around = around;
    this.lease = lease;
    this.end = end;
    this.state = lease.state();
  }

  /** Another node has the channel now. */
  private static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostException() {
      super("the channel was lost");
    }
  }

  void run() {
    try {
      boolean goesOn = true;
      while (goesOn && now().isBefore(end) && !Thread.currentThread().isInterrupted()) {
        goesOn = step();
      }
      release(state);
      report.goesOn(state);
    } catch (PostponedException postponed) {
      postpone(postponed.code(), String.valueOf(postponed.getMessage()), postponed.delay());
    } catch (RefusalException refusal) {
      Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(MOST_DOUBLINGS, state.failures()));
      postpone(refusal.code(), refusal.detail(), wait);
    } catch (LostException lost) {
      report.lost();
    }
  }

  private void postpone(Code code, String detail, Duration wait) {
    report.failed(state, code, detail, wait);
    release(state.failed(code, now().plus(wait)));
  }

  private void release(PullState last) {
    inUnit(unit -> unit.copies().release(lease, last));
  }

  /** One step; false when there is nothing to do before the next round. */
  private boolean step() throws RefusalException, PostponedException {
    switch (state.stage()) {
      case IDLE -> begin(course.isFullDue(lease, state, now()));
      case GROUPS, PEOPLE, ASSIGNMENTS, ROLES, ROLE_HOLDERS -> {
        return read();
      }
      case SWEEP -> sweep();
      case COUNT -> {
        return count();
      }
      case SETTLE -> {
        return settle();
      }
    }
    return true;
  }

  private void begin(boolean full) {
    PullState next = state.begin(full, now());
    inUnit(unit -> kept(unit.copies().begin(lease, next, GraphPull.LEASE)));
    state = next;
  }

  private boolean read() throws RefusalException, PostponedException {
    Optional<GraphPage.Shown> page = reader.page(state, end);
    if (page.isEmpty()) {
      return beginAnew();
    }
    Consumer<PulledPages> writing = writing(page.get());
    write(unit -> writing.accept(pages(unit)), course.after(state, page.get()));
    report.read(page.get().items().size());
    return true;
  }

  /** The delta query is no longer known. What is expired as soon as it began waits a turn. */
  private boolean beginAnew() {
    report.expired();
    boolean again = begunAnew;
    begunAnew = true;
    begin(true);
    return !again;
  }

  private Consumer<PulledPages> writing(GraphPage.Shown page)
      throws RefusalException, PostponedException {
    if (state.stage() == PullStage.ASSIGNMENTS) {
      return links(page, CopiedLink.Kind.PERSON_ASSIGNED, CopiedLink.Kind.GROUP_ASSIGNED);
    }
    if (state.stage() == PullStage.ROLE_HOLDERS) {
      return links(page, CopiedLink.Kind.PERSON_HAS_ROLE, CopiedLink.Kind.GROUP_HAS_ROLE);
    }
    if (state.stage() == PullStage.ROLES) {
      Map<UUID, String> roles = PulledItem.roles(page.items());
      return pages -> pages.roles(roles);
    }
    List<PulledItem> items = PulledItem.of(page.items());
    if (state.stage() == PullStage.GROUPS) {
      return pages -> pages.groups(items);
    }
    Map<UUID, List<UUID>> groupsOfNew = state.full() ? Map.of() : groupsOfNew(items);
    return pages -> pages.people(items, groupsOfNew);
  }

  private static Consumer<PulledPages> links(
      GraphPage.Shown page, CopiedLink.Kind person, CopiedLink.Kind group) throws RefusalException {
    List<CopiedLink> links = PulledItem.assignments(page.items(), person, group);
    return pages -> links.forEach(pages::link);
  }

  /**
   * The direct groups of people who came into sight: changes of groups do not tell those of
   * somebody who was restored. A full round shows them anyway.
   */
  private Map<UUID, List<UUID>> groupsOfNew(List<PulledItem> people)
      throws RefusalException, PostponedException {
    List<UUID> unknown = inUnit(unit -> pages(unit).unknown(people));
    Map<UUID, List<UUID>> groups = new HashMap<>();
    for (UUID person : unknown) {
      groups.put(person, reader.groupsOf(person, end));
      write(unit -> {}, state);
    }
    return groups;
  }

  /** What a full round did not show is gone; assignments and roles are always shown in full. */
  private void sweep() {
    Set<CopiedLink.Kind> kinds = state.full() ? EnumSet.allOf(CopiedLink.Kind.class) : ASSIGNED;
    Set<CopiedObject.Kind> shown =
        state.full() ? EnumSet.allOf(CopiedObject.Kind.class) : EnumSet.of(CopiedObject.Kind.ROLE);
    boolean swept =
        inUnit(
            unit -> {
              List<CopiedLink> links =
                  unit.copies().unseenLinks(channel.name(), kinds, state.round(), SWEPT_AT_ONCE);
              links.forEach(pages(unit)::unlink);
              List<CopiedObject> objects =
                  unit.copies().unseen(channel.name(), shown, state.round(), SWEPT_AT_ONCE);
              objects.forEach(object -> pages(unit).remove(object.id()));
              kept(unit.copies().advance(lease, state, GraphPull.LEASE));
              return links.isEmpty() && objects.isEmpty();
            });
    if (swept) {
      write(unit -> {}, state.enter(PullStage.COUNT, Optional.empty()));
    }
  }

  /** Counts who would lose something, in one go: it is begun anew when the node dies meanwhile. */
  private boolean count() {
    PullLoss counted = PullLoss.NONE;
    Optional<UUID> after = Optional.empty();
    do {
      Optional<UUID> from = after;
      PullGuard.Page page =
          inUnit(
              unit -> {
                kept(unit.copies().advance(lease, state, GraphPull.LEASE));
                return guard.count(unit, from);
              });
      counted = counted.plus(page.loss());
      after = page.last();
    } while (after.isPresent() && !Thread.currentThread().isInterrupted());
    return after.isEmpty() && judge(counted);
  }

  private boolean judge(PullLoss loss) {
    PullState next =
        inUnit(
            unit -> {
              PullState judged =
                  state
                      .withholding(guard.judge(unit, loss))
                      .enter(PullStage.SETTLE, Optional.empty());
              kept(unit.copies().advance(lease, judged, GraphPull.LEASE));
              return judged;
            });
    if (!next.withheld().equals(state.withheld())) {
      next.withheld().ifPresent(withheld -> report.withheld(next, withheld));
    }
    state = next;
    return true;
  }

  private boolean settle() {
    SettlePlace place = SettlePlace.of(state.next());
    PullLoss withheld = state.withheld().orElse(PullLoss.NONE);
    Optional<PullState> next =
        inUnit(
            unit -> {
              List<CopiedObject> batch =
                  unit.copies()
                      .unsettled(channel.name(), place.kind(), place.after(), SETTLED_AT_ONCE);
              settlement.settle(unit, batch, withheld);
              Optional<PullState> then =
                  place.then(batch).map(each -> state.at(Optional.of(each.text()), 0));
              kept(unit.copies().advance(lease, then.orElse(state), GraphPull.LEASE));
              return then;
            });
    state = next.orElse(state);
    if (next.isEmpty()) {
      finish();
    }
    return next.isPresent();
  }

  private void finish() {
    write(unit -> {}, state.finished(now(), now().plus(channel.every())));
    report.finished(state);
  }

  private PulledPages pages(Unit unit) {
    return new PulledPages(unit.copies(), channel.name(), state);
  }

  private void write(Consumer<Unit> work, PullState next) {
    inUnit(
        unit -> {
          work.accept(unit);
          return kept(unit.copies().advance(lease, next, GraphPull.LEASE));
        });
    state = next;
  }

  private <T> T inUnit(Ledger.Work<T> work) {
    return around.ledger().inUnit(around.realm(), work);
  }

  private static boolean kept(boolean ours) {
    if (!ours) {
      throw new LostException();
    }
    return true;
  }

  private Instant now() {
    return around.clock().instant();
  }
}
