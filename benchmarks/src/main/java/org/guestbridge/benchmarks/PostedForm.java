package org.guestbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form that posts itself, as both protocols answer with.
 *
 * @param action where it goes
 * @param fields its hidden fields
 */
record PostedForm(URI action, Map<String, String> fields) {

  private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

  /**
   * Reads the first form of a page.
   *
   * @param required the field without which it is another page
   * @throws IOException when there is no such form
   */
  static PostedForm read(String page, String required) throws IOException {
    Matcher action = ACTION.matcher(page);
    if (!action.find()) {
      throw new IOException("a page without a form");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = HIDDEN.matcher(page);
    while (input.find()) {
      fields.put(unescape(input.group(1)), unescape(input.group(2)));
    }
    if (!fields.containsKey(required)) {
      throw new IOException("a form without " + required);
    }
    return new PostedForm(URI.create(unescape(action.group(1))), fields);
  }

  /** The fields as a request body. */
  String encoded() {
    StringJoiner body = new StringJoiner("&");
    fields.forEach((name, value) -> body.add(encode(name) + "=" + encode(value)));
    return body.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String unescape(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
