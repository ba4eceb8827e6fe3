package org.guestbridge.app.admin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How far the directories of a realm are.
 *
 * @param directories one entry each
 */
public record DirectoryList(List<Entry> directories) {

  public DirectoryList {
    directories = List.copyOf(directories);
  }

  /**
   * One directory.
   *
   * @param directory the downstream's name in the realm file
   * @param waiting accounts and groups that it is still to be told of
   * @param oldest since when the oldest of them may be told
   * @param differingMembers memberships that it is still to be told of
   * @param counts how many deliveries are in which state
   * @param stopped why the node that answers leaves the directory alone, while it does; absent
   *     where no broker runs
   * @param keyExpires the last day on which the directory's key works, if the realm file notes it
   */
  public record Entry(
      String directory,
      long waiting,
      Optional<Instant> oldest,
      long differingMembers,
      List<Count> counts,
      Optional<Stop> stopped,
      Optional<LocalDate> keyExpires) {

    public Entry {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Why nothing is delivered.
   *
   * @param code the cause
   * @param remedy what mends it
   */
  public record Stop(String code, String remedy) {}

  /**
   * Deliveries in one state.
   *
   * @param kind {@code user} or {@code group}
   * @param state {@code pending}, {@code delivered} or {@code set_aside}
   * @param code why the last try failed, when it did
   * @param items how many
   */
  public record Count(String kind, String state, Optional<String> code, long items) {}
}
