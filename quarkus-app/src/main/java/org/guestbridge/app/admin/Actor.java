package org.guestbridge.app.admin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who gave an order, as the audit log names them: a channel, a role or a ticket; 1 to 48 characters
 * {@code A-Z a-z 0-9 . _ : -}, which leaves no room for an address.
 *
 * @param name the name
 */
public record Actor(String name) {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._:-]{1,48}");

  /** Whoever calls the command line without a name. */
  public static final Actor CLI = new Actor("cli");

  public Actor {
    if (!LEGAL.matcher(name).matches()) {
      throw new IllegalArgumentException("not an actor's name");
    }
  }

  /** Reads an untrusted name; empty when it is not legal. */
  public static Optional<Actor> parse(String text) {
    return LEGAL.matcher(text).matches() ? Optional.of(new Actor(text)) : Optional.empty();
  }
}
