package org.guestbridge.app.admin;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.PlanCount;
import org.guestbridge.core.provisioning.PlanState;

/**
 * How far planning is with the people of whom the channels of a realm told.
 *
 * @param channels in order of name; a channel that has told of nobody is not among them
 */
public record PlanList(List<Channel> channels) {

  public PlanList {
    channels = List.copyOf(channels);
  }

  /**
   * One channel.
   *
   * @param channel the name in the realm file
   * @param people how many it told of
   * @param provided how many the directories are to have
   * @param withdrawn how many are inactive or gone at the source, or whose binding is held or
   *     retired
   * @param undecided how many nothing was decided about yet
   * @param due how many are still to be planned, for the first time or again, removed ones included
   * @param heldBack how many may not have an account, by code
   */
  public record Channel(
      String channel,
      long people,
      long provided,
      long withdrawn,
      long undecided,
      long due,
      List<HeldBack> heldBack) {

    public Channel {
      heldBack = List.copyOf(heldBack);
    }

    private static Channel of(String name, List<PlanCount> counts) {
      return new Channel(
          name,
          counts.stream().mapToLong(PlanCount::people).sum(),
          people(counts, PlanState.PROVIDED),
          people(counts, PlanState.WITHDRAWN),
          people(counts, PlanState.NEW),
          counts.stream().mapToLong(PlanCount::due).sum(),
          counts.stream()
              .filter(count -> count.state() == PlanState.HELD_BACK && count.people() > 0)
              .map(count -> HeldBack.of(count.code().orElseThrow(), count.people()))
              .toList());
    }

    private static long people(List<PlanCount> counts, PlanState state) {
      return counts.stream()
          .filter(count -> count.state() == state)
          .mapToLong(PlanCount::people)
          .sum();
    }
  }

  /**
   * People who are held back for one reason.
   *
   * @param code why
   * @param people how many
   * @param remedy what mends it
   */
  public record HeldBack(String code, long people, String remedy) {

    private static HeldBack of(Code code, long people) {
      return new HeldBack(code.text(), people, code.remedy());
    }
  }

  static PlanList of(List<PlanCount> counts) {
    TreeMap<String, List<PlanCount>> byChannel =
        counts.stream()
            .collect(Collectors.groupingBy(PlanCount::channel, TreeMap::new, Collectors.toList()));
    return new PlanList(
        byChannel.entrySet().stream()
            .map(entry -> Channel.of(entry.getKey(), entry.getValue()))
            .toList());
  }
}
