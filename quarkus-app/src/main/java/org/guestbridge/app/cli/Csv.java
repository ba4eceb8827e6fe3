package org.guestbridge.app.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of RFC 4180. A field that a spreadsheet would take for a formula begins with an apostrophe,
 * since names come from other tenants.
 */
final class Csv {

  private static final String FORMULA_STARTS = "=+-@\t\r\n|%";

  private Csv() {}

  static String line(List<String> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(","));
  }

  private static String field(String text) {
    String defused =
        !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + defused.replace("\"", "\"\"") + '"';
  }
}
