package org.guestbridge.app.demo;

import java.util.List;
import java.util.Map;

/** Who signs in during the demonstration, in order, and what has to come of it. */
final class People {

  /** What the table says and the key of the person in the simulated tenant. */
  static final List<Map.Entry<String, String>> ORDER =
      List.of(
          Map.entry("employee", "employee"),
          Map.entry("guest", "guest"),
          Map.entry("guest again", "guest"),
          Map.entry("second guest, same name", "guest2"),
          Map.entry("guest of unknown kind", "unknown-kind"));

  private People() {}

  /** Whether the walk came out as the README promises. */
  static boolean asExpected(List<DemoWalk.Row> rows) {
    return rows.size() == ORDER.size()
        && rows.subList(0, 4).stream().allMatch(row -> row.outcome().equals("released"))
        && rows.get(0).atlassianSaw().endsWith("@example.com")
        && rows.get(1).atlassianSaw().endsWith("@guests.example.com")
        && rows.get(2).atlassianSaw().equals(rows.get(1).atlassianSaw())
        && rows.get(3).atlassianSaw().endsWith("@guests.example.com")
        && !rows.get(3).atlassianSaw().equals(rows.get(1).atlassianSaw())
        && rows.get(4).outcome().equals("account_kind_unproven")
        && rows.get(4).atlassianSaw().equals("-");
  }
}
