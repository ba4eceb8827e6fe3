package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.app.cli.PullFollower.End;
import org.junit.jupiter.api.Test;

class PullFollowerTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final PullList.Entry BEFORE = state("idle", false, 7, NOW, Optional.empty());

  private final StringWriter err = new StringWriter();
  private final Terminal terminal =
      new Terminal(
          new PrintWriter(new StringWriter(), true),
          new PrintWriter(err, true),
          Map.of(),
          Optional.empty());
  private final List<PullList> asked = new ArrayList<>();

  @Test
  void followWhenTheOrderedRoundIsOverThenFinishedAndNotBefore() throws Exception {
    PullList.Entry reading = state("people", true, 8, NOW, Optional.empty());
    PullList.Entry over = state("idle", true, 8, NOW.plusSeconds(600), Optional.empty());
    assertThat(follow(true, BEFORE, BEFORE, reading, reading, reading, reading, over))
        .containsExactly(entry("tenant", End.FINISHED));
    assertThat(asked).hasSize(6);
    assertThat(err.toString()).contains("tenant: people, 12 entries read, 3 to settle");
  }

  @Test
  void followWhenARoundOfChangesWasOnThenAFullOneIsAwaited() throws Exception {
    PullList.Entry changes = state("people", false, 7, NOW, Optional.empty());
    PullList.Entry ended = state("idle", false, 7, NOW, Optional.empty());
    PullList.Entry full = state("idle", true, 8, NOW, Optional.empty());
    assertThat(follow(true, changes, ended, full)).containsExactly(entry("tenant", End.FINISHED));
    assertThat(asked).hasSize(2);
    assertThat(follow(false, changes, ended)).containsExactly(entry("tenant", End.FINISHED));
  }

  @Test
  void followWhenTheRoundFailsThenSaidAndAFormerFailureIsNotTakenForIt() throws Exception {
    Optional<String> code = Optional.of("graph_denied");
    PullList.Entry former = state("people", true, 8, NOW, code);
    PullList.Entry failed = state("people", true, 8, NOW.plusSeconds(10), code);
    assertThat(follow(false, former, former, failed)).containsExactly(entry("tenant", End.FAILED));
    assertThat(asked).hasSize(2);
  }

  @Test
  void followWhenNobodyTakesItUpThenGivenUpButNotWhileItWaitsForGraph() throws Exception {
    PullList.Entry[] left = new PullList.Entry[PullFollower.PATIENCE + 1];
    Arrays.fill(left, BEFORE);
    assertThat(follow(false, BEFORE, left)).containsExactly(entry("tenant", End.NOT_TAKEN_UP));
    PullList.Entry waiting = state("people", false, 8, NOW.plusSeconds(900), Optional.empty());
    Arrays.fill(left, waiting);
    PullList.Entry over = state("idle", false, 8, NOW, Optional.empty());
    PullList.Entry[] patient =
        Stream.concat(Arrays.stream(left), Stream.of(over)).toArray(PullList.Entry[]::new);
    assertThat(follow(false, BEFORE, patient)).containsExactly(entry("tenant", End.FINISHED));
  }

  /** What is seen at each look, and nothing after the last. */
  private Map<String, End> follow(boolean full, PullList.Entry before, PullList.Entry... looks)
      throws Exception {
    asked.clear();
    return new PullFollower(
            terminal,
            () -> {
              PullList list = new PullList(List.of(looks[asked.size()]));
              asked.add(list);
              return list;
            },
            () -> {},
            InstantSource.fixed(NOW))
        .follow(new PullList(List.of(before)), full);
  }

  private static PullList.Entry state(
      String stage, boolean full, long round, Instant dueAt, Optional<String> code) {
    return new PullList.Entry(
        "tenant",
        stage,
        false,
        full,
        round,
        12,
        3,
        Optional.empty(),
        dueAt,
        code,
        Optional.empty());
  }
}
