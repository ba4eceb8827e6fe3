package org.guestbridge.app.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was tried and refused, per input, and lists the rows without a case. */
final class AttackReport {

  private static final Path FILE = Path.of("target", "attacks.txt");

  private final Map<String, int[]> perInput = new TreeMap<>();

  synchronized void tried(AttackCase attack, boolean refusedAsExpected) {
    int[] counts = perInput.computeIfAbsent(attack.input(), input -> new int[2]);
    counts[0]++;
    counts[1] += refusedAsExpected ? 1 : 0;
  }

  void write(List<AttackRow> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    long covered = rows.stream().filter(row -> !row.cases().isEmpty()).count();
    int tried = perInput.values().stream().mapToInt(counts -> counts[0]).sum();
    int refused = perInput.values().stream().mapToInt(counts -> counts[1]).sum();
    text.append("rows %d, with cases %d%n".formatted(rows.size(), covered));
    text.append("cases tried %d, refused as expected %d%n%n".formatted(tried, refused));
    perInput.forEach(
        (input, counts) ->
            text.append("%-20s tried %4d  refused %4d%n".formatted(input, counts[0], counts[1])));
    text.append("%nrows without a case%n".formatted());
    rows.stream()
        .filter(row -> row.cases().isEmpty())
        .forEach(row -> text.append("%-6s %s: %s%n".formatted(row.id(), row.name(), why(row))));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text);
  }

  private static String why(AttackRow row) {
    return row.waitsFor()
        .map(part -> "waits for " + part)
        .or(() -> row.provedBy().map(test -> "proved by " + test))
        .orElse("no case");
  }
}
