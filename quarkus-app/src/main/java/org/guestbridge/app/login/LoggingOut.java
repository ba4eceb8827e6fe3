package org.guestbridge.app.login;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.guestbridge.app.downstream.saml.LogoutAnswer;

/** What comes of a downstream's logout request. */
public sealed interface LoggingOut {

  /** The Set-Cookie headers, in order. */
  List<String> setCookies();

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<SentOn, T> sentOn, Function<Answered, T> answered) {
    return this instanceof SentOn way ? sentOn.apply(way) : answered.apply((Answered) this);
  }

  /**
   * The browser goes to the upstream first, and comes back.
   *
   * @param upstream where it goes
   * @param setCookies see {@link #setCookies()}
   */
  record SentOn(URI upstream, List<String> setCookies) implements LoggingOut {
    public SentOn {
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * The downstream is answered.
   *
   * @param answer how the answer gets there
   * @param setCookies see {@link #setCookies()}
   */
  record Answered(LogoutAnswer answer, List<String> setCookies) implements LoggingOut {
    public Answered {
      setCookies = List.copyOf(setCookies);
    }
  }
}
