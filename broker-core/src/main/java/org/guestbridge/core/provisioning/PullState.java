package org.guestbridge.core.provisioning;

import java.time.Instant;
import java.util.Optional;
import org.guestbridge.core.problem.Code;

/**
 * How far a channel that asks its directory has got.
 *
 * @param stage what it is doing
 * @param next where the stage goes on; empty at its beginning; at most {@value #MAX_LINK_LENGTH}
 *     characters, as every link
 * @param groupsLink where changes of groups are asked for, once everything was read
 * @param peopleLink where changes of people are asked for, once everything was read
 * @param round counts rounds, from 1; 0 before the first
 * @param full whether the round shows everything, and what it does not show is gone
 * @param read how many entries the round has read
 * @param dueAt when it may go on, or begin the next round
 * @param fullAt when the last full round began
 * @param finishedAt when the last round ended
 * @param failures failed tries in a row, without anything read between them
 * @param lastCode why the last try failed
 * @param withheld who keeps what the last round that counted would have taken, since that was
 *     suspiciously much; a number is 0 where nothing is withheld
 */
public record PullState(
    PullStage stage,
    Optional<String> next,
    Optional<String> groupsLink,
    Optional<String> peopleLink,
    long round,
    boolean full,
    long read,
    Instant dueAt,
    Optional<Instant> fullAt,
    Optional<Instant> finishedAt,
    int failures,
    Optional<Code> lastCode,
    Optional<PullLoss> withheld) {

  /** Longest link, in characters. */
  public static final int MAX_LINK_LENGTH = 4_096;

  public PullState {
    next.ifPresent(link -> PersonStatement.check(link, 1, MAX_LINK_LENGTH));
    groupsLink.ifPresent(link -> PersonStatement.check(link, 1, MAX_LINK_LENGTH));
    peopleLink.ifPresent(link -> PersonStatement.check(link, 1, MAX_LINK_LENGTH));
  }

  /** Nothing was read yet. */
  public static PullState first(Instant now) {
    return new PullState(
        PullStage.IDLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        0,
        now,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** The next round; a full one forgets where changes were asked for. */
  public PullState begin(boolean everything, Instant now) {
    return new PullState(
        PullStage.GROUPS,
        everything ? Optional.empty() : groupsLink,
        everything ? Optional.empty() : groupsLink,
        everything ? Optional.empty() : peopleLink,
        round + 1,
        everything,
        0,
        dueAt,
        everything ? Optional.of(now) : fullAt,
        finishedAt,
        failures,
        lastCode,
        withheld);
  }

  /** The stage goes on at {@code link} after {@code entries} more were read. */
  public PullState at(Optional<String> link, long entries) {
    return with(stage, link, groupsLink, peopleLink, read + entries);
  }

  /** Another stage begins at {@code link}. */
  public PullState enter(PullStage other, Optional<String> link) {
    return with(other, link, groupsLink, peopleLink, read);
  }

  /** Changes of groups will be asked for at {@code link}. */
  public PullState groupsAt(String link) {
    return with(stage, next, Optional.of(link), peopleLink, read);
  }

  /** Changes of people will be asked for at {@code link}. */
  public PullState peopleAt(String link) {
    return with(stage, next, groupsLink, Optional.of(link), read);
  }

  /** The round is over and the next one is due at {@code at}. */
  public PullState finished(Instant now, Instant at) {
    return new PullState(
        PullStage.IDLE,
        Optional.empty(),
        groupsLink,
        peopleLink,
        round,
        full,
        read,
        at,
        fullAt,
        Optional.of(now),
        0,
        Optional.empty(),
        withheld);
  }

  /** A try failed; the stage goes on where it is at {@code at}. */
  public PullState failed(Code code, Instant at) {
    return new PullState(
        stage,
        next,
        groupsLink,
        peopleLink,
        round,
        full,
        read,
        at,
        fullAt,
        finishedAt,
        failures + 1,
        Optional.of(code),
        withheld);
  }

  /** It was counted who would lose something; empty when nothing is withheld. */
  public PullState withholding(Optional<PullLoss> loss) {
    return new PullState(
        stage,
        next,
        groupsLink,
        peopleLink,
        round,
        full,
        read,
        dueAt,
        fullAt,
        finishedAt,
        failures,
        lastCode,
        loss);
  }

  /** What was read ends a row of failures. */
  private PullState with(
      PullStage newStage,
      Optional<String> link,
      Optional<String> groups,
      Optional<String> people,
      long entries) {
    return new PullState(
        newStage,
        link,
        groups,
        people,
        round,
        full,
        entries,
        dueAt,
        fullAt,
        finishedAt,
        0,
        Optional.empty(),
        withheld);
  }
}
