package org.guestbridge.app.scim.in;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;

/**
 * The part of RFC 7644 section 3.4.2.2 that Entra uses: {@code eq}, joined by {@code and}
 * (learn.microsoft.com, "Develop and plan provisioning for a SCIM endpoint"). A value may lack its
 * quotes, as in one of that page's examples; it then ends before the next {@code and}.
 *
 * @param conditions all of which have to hold, 1 to {@value #MAX_CONDITIONS}
 */
record Filter(List<Condition> conditions) {

  /** Longest filter, in characters. */
  static final int MAX_LENGTH = 2_000;

  static final int MAX_CONDITIONS = 8;

  private static final String ATTRIBUTE = "[A-Za-z$_][\\w$:.-]*(?:\\[[^\\[\\]]*])?(?:\\.[\\w$-]+)?";
  private static final Pattern START = Pattern.compile("\\s*(" + ATTRIBUTE + ")\\s+(?i:eq)\\s+");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\/])*+)\"");
  private static final Pattern JOIN =
      Pattern.compile("\\s+(?i:and)\\s+(?=" + ATTRIBUTE + "\\s+(?i:eq)\\s)");

  Filter {
    conditions = List.copyOf(conditions);
  }

  /**
   * An attribute and its value.
   *
   * @param attribute as it stands in the filter, in lower case and without blanks and quotes
   * @param value without quotes
   */
  record Condition(String attribute, String value) {

    /** Redacted. */
    @Override
    public String toString() {
      return "[" + attribute + "]";
    }
  }

  /** Reads a filter, untrusted; another one than this is refused with {@code code}. */
  static Filter parse(String text, Code code) {
    if (text.length() > MAX_LENGTH) {
      throw refusal(code);
    }
    ScimJson.checkText(text);
    List<Condition> conditions = new ArrayList<>();
    int at = 0;
    do {
      Matcher start = START.matcher(text).region(at, text.length());
      if (!start.lookingAt() || conditions.size() == MAX_CONDITIONS) {
        throw refusal(code);
      }
      Matcher quoted = QUOTED.matcher(text).region(start.end(), text.length());
      Matcher join = JOIN.matcher(text).region(start.end(), text.length());
      String value;
      int end;
      if (quoted.lookingAt()) {
        value = quoted.group(1).replaceAll("\\\\(.)", "$1");
        end = quoted.end();
        join.region(end, text.length());
        at = join.lookingAt() ? join.end() : text.length();
        if (at == text.length() && !text.substring(end).isBlank()) {
          throw refusal(code);
        }
      } else {
        boolean more = join.find();
        end = more ? join.start() : text.length();
        at = more ? join.end() : text.length();
        value = text.substring(start.end(), end).strip();
        if (value.isEmpty() || value.indexOf('"') >= 0) {
          throw refusal(code);
        }
      }
      conditions.add(new Condition(canonical(start.group(1)), value));
    } while (at < text.length());
    return new Filter(conditions);
  }

  private static String canonical(String attribute) {
    return attribute.replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT);
  }

  private static ScimRefusal refusal(Code code) {
    return new ScimRefusal(code, "Only eq and and are understood in a filter.");
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[filter]";
  }
}
