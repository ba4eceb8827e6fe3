package org.guestbridge.realm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The organization's own mail server for alias domains.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record MailExchanger(String host, int port) {

  /** Where mail servers listen (RFC 5321 section 4.5.4.2). */
  public static final int DEFAULT_PORT = 25;

  private static final int MAX_PORT = 65_535;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)|\\[([0-9A-Fa-f:.]{2,45})])"
              + "(?::([0-9]{1,5}))?");

  public MailExchanger {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("not a port");
    }
  }

  /** Reads {@code host}, {@code host:port} or {@code [IPv6]:port}; empty when it is none. */
  public static Optional<MailExchanger> parse(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    String host = Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2));
    int port = Optional.ofNullable(found.group(3)).map(Integer::parseInt).orElse(DEFAULT_PORT);
    return port >= 1 && port <= MAX_PORT
        ? Optional.of(new MailExchanger(host, port))
        : Optional.empty();
  }
}
