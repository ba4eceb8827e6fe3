package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.PullView;

/**
 * How far the channels are that ask their directories.
 *
 * @param pulls in order of channel
 */
public record PullList(List<Entry> pulls) {

  public PullList {
    pulls = List.copyOf(pulls);
  }

  /**
   * One channel.
   *
   * @param channel the name in the realm file
   * @param stage what it is doing: {@code idle}, {@code groups}, {@code people}, {@code
   *     assignments}, {@code sweep}, {@code settle}
   * @param running whether a node is at it
   * @param full whether the round reads everything
   * @param round counts rounds
   * @param entries how many entries the round has read
   * @param unsettled how many are still to become statements
   * @param finishedAt when the last round ended
   * @param dueAt when it goes on
   * @param code why the last try failed, while it does
   */
  public record Entry(
      String channel,
      String stage,
      boolean running,
      boolean full,
      long round,
      long entries,
      long unsettled,
      Optional<Instant> finishedAt,
      Instant dueAt,
      Optional<String> code) {

    static Entry of(PullView view, long unsettled) {
      PullState state = view.state();
      return new Entry(
          view.channel(),
          state.stage().name().toLowerCase(Locale.ROOT),
          view.running(),
          state.full(),
          state.round(),
          state.read(),
          unsettled,
          state.finishedAt(),
          state.dueAt(),
          state.lastCode().map(Code::text));
    }
  }
}
