package org.guestbridge.app.login;

import java.net.URI;
import java.util.List;

/**
 * A login transaction that has begun.
 *
 * @param upstream where the browser goes
 * @param setCookies the Set-Cookie headers, in order
 */
public record Begun(URI upstream, List<String> setCookies) {

  public Begun {
    setCookies = List.copyOf(setCookies);
  }
}
