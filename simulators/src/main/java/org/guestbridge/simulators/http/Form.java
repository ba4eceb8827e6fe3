package org.guestbridge.simulators.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** URL-encoded parameters of a query or a form body, in the order in which they came. */
public final class Form {
  private static final Form EMPTY = new Form(Map.of());

  private final Map<String, List<String>> values;

  private Form(Map<String, List<String>> values) {
    this.values = values;
  }

  public static Form empty() {
    return EMPTY;
  }

  /**
   * Reads {@code application/x-www-form-urlencoded} text.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits
   */
  public static Form parse(String encoded) {
    if (encoded.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      values.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
    }
    return new Form(values);
  }

  /** The value of a parameter that was sent once; empty when it is absent or blank. */
  public Optional<String> value(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.isEmpty() || all.get(0).isBlank() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** True when the parameter was sent, even with an empty value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The first parameter that was sent more than once, which OAuth and SAML both forbid. */
  public Optional<String> repeated() {
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Every parameter with its first value. */
  public Map<String, String> asMap() {
    Map<String, String> first = new LinkedHashMap<>();
    values.forEach((name, all) -> first.put(name, all.get(0)));
    return first;
  }

  /** Writes parameters as {@code application/x-www-form-urlencoded} text. */
  public static String encode(Map<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
