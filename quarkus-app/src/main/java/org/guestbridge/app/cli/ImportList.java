package org.guestbridge.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.reconcile.ImportEntry;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A list of people and their accounts: lines {@code OID,ADDRESS} in UTF-8, read a part at a time.
 *
 * @param file where it stands
 */
record ImportList(Path file) {

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\s*,\\s*"
              + "([^\\s,\"]{1,254})\\s*");

  /** Names of columns have no digit; a person's id that was misspelt has. */
  private static final Pattern HEAD = Pattern.compile("[^0-9@]*");

  /** Some programs begin a file in UTF-8 with it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Takes a part of the list. */
  @FunctionalInterface
  interface Part {
    void take(List<ImportEntry> entries) throws RefusalException;
  }

  /**
   * Reads the whole list and does nothing.
   *
   * @return how many people it names
   * @throws RefusalException {@code request_invalid} for the first line that is not one of a list
   */
  long check() throws RefusalException {
    return each(entries -> {});
  }

  /**
   * Reads the list in parts of at most {@link ReconciliationOperations#MAX_ENTRIES}.
   *
   * @return how many people it names
   */
  long each(Part part) throws RefusalException {
    long people = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      List<ImportEntry> entries = new ArrayList<>();
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        entry(line, number).ifPresent(entries::add);
        if (entries.size() == ReconciliationOperations.MAX_ENTRIES) {
          people += entries.size();
          part.take(List.copyOf(entries));
          entries.clear();
        }
      }
      if (!entries.isEmpty()) {
        part.take(entries);
      }
      return people + entries.size();
    } catch (IOException e) {
      throw new RefusalException(Code.REQUEST_INVALID, "The list cannot be read as UTF-8.", e);
    }
  }

  private static Optional<ImportEntry> entry(String line, long number) throws RefusalException {
    boolean first = number == 1;
    String text = first && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    Matcher matcher = LINE.matcher(text);
    if (matcher.matches()) {
      UUID oid = UUID.fromString(matcher.group(1).toLowerCase(Locale.ROOT));
      return Optional.of(new ImportEntry(oid, matcher.group(2)));
    }
    if (text.isBlank() || (first && HEAD.matcher(text).matches())) {
      return Optional.empty();
    }
    throw new RefusalException(Code.REQUEST_INVALID, "Line " + number + " is not OID,ADDRESS.");
  }
}
