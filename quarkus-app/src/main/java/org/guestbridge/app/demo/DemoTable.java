package org.guestbridge.app.demo;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;

/** Prints the walk in columns as wide as they need to be. */
final class DemoTable {

  private static final List<String> HEADINGS =
      List.of("who", "what Entra said", "rule", "what Atlassian accepted", "outcome");

  private DemoTable() {}

  static void print(List<DemoWalk.Row> rows, PrintWriter out) {
    List<List<String>> cells = rows.stream().map(DemoTable::cells).toList();
    int[] widths = new int[HEADINGS.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(cells, column);
    }
    line(HEADINGS, widths, out);
    line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, out);
    cells.forEach(row -> line(row, widths, out));
  }

  private static List<String> cells(DemoWalk.Row row) {
    return List.of(row.who(), row.entraSaid(), row.rule(), row.atlassianSaw(), row.outcome());
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(HEADINGS.get(column).length(), Math::max);
  }

  private static void line(List<String> cells, int[] widths, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
    }
    out.println(line.toString().stripTrailing());
  }
}
