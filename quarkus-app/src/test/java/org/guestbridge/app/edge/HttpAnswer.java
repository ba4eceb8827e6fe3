package org.guestbridge.app.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP answer as it came over the wire. */
record HttpAnswer(int status, List<String> headerLines, String body) {

  private static final Pattern CODE = Pattern.compile("<code id=\"code\">([^<]*)</code>");
  private static final Pattern REFERENCE = Pattern.compile("<code id=\"reference\">([^<]*)</code>");

  static HttpAnswer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("not an HTTP answer: [" + text + "]");
    }
    List<String> lines = List.of(text.substring(0, end).split("\r\n"));
    int status = Integer.parseInt(lines.get(0).split(" ")[1]);
    return new HttpAnswer(status, lines.subList(1, lines.size()), text.substring(end + 4));
  }

  /** Every value of that header. */
  List<String> headers(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    List<String> values = new ArrayList<>();
    for (String line : headerLines) {
      if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
        values.add(line.substring(start.length()).strip());
      }
    }
    return values;
  }

  /** The one value of that header. */
  String header(String name) {
    List<String> values = headers(name);
    if (values.size() != 1) {
      throw new AssertionError(values.size() + " headers " + name + " in " + headerLines);
    }
    return values.get(0);
  }

  /** The code on the page. */
  String code() {
    return find(CODE);
  }

  /** The correlation id on the page. */
  String reference() {
    return find(REFERENCE);
  }

  private String find(Pattern pattern) {
    Matcher matcher = pattern.matcher(body);
    if (!matcher.find()) {
      throw new AssertionError("no such element in: " + status + " " + body);
    }
    return matcher.group(1);
  }
}
