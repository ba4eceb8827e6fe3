package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PullLoss;
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
   *     assignments}, {@code sweep}, {@code count}, {@code settle}
   * @param running whether a node is at it
   * @param full whether the round reads everything
   * @param round counts rounds
   * @param entries how many entries the round has read
   * @param unsettled how many are still to become statements
   * @param finishedAt when the last round ended
   * @param dueAt when it goes on
   * @param code why the last try failed, while it does
   * @param withheld what the last round that counted would have taken, when it was too much
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
      Optional<String> code,
      Optional<Withheld> withheld) {

    static Entry of(PullView view, long unsettled, Map<BindingKind, Long> accounts) {
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
          state.lastCode().map(Code::text),
          state.withheld().map(loss -> Withheld.of(loss, accounts)));
    }
  }

  /**
   * What people keep until an administrator allows to take it. A number is 0 where nothing is kept.
   *
   * @param code {@code graph_withdrawal_suspicious}
   * @param guests people with an alias who keep their account
   * @param ofGuests out of how many
   * @param employees people with their own address who keep their account
   * @param ofEmployees out of how many
   * @param members people who keep a group
   */
  public record Withheld(
      String code, long guests, long ofGuests, long employees, long ofEmployees, long members) {

    private static Withheld of(PullLoss loss, Map<BindingKind, Long> accounts) {
      return new Withheld(
          Code.GRAPH_WITHDRAWAL_SUSPICIOUS.text(),
          loss.guests(),
          accounts.getOrDefault(BindingKind.ALIAS, 0L),
          loss.employees(),
          accounts.getOrDefault(BindingKind.PASS_THROUGH, 0L),
          loss.members());
    }
  }
}
