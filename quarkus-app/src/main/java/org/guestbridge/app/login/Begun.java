package org.guestbridge.app.login;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** A sign-in that has begun. */
public sealed interface Begun {

  /** The Set-Cookie headers, in order. */
  List<String> setCookies();

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Departed, T> departed, Function<Choosing, T> choosing) {
    return this instanceof Departed way ? departed.apply(way) : choosing.apply((Choosing) this);
  }

  /**
   * The browser goes to the upstream.
   *
   * @param upstream where it goes
   * @param setCookies see {@link #setCookies()}
   */
  record Departed(URI upstream, List<String> setCookies) implements Begun {
    public Departed {
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * The person says first where they belong.
   *
   * @param choice names what waits in the browser
   * @param offers what they choose among, in the order of the realm file
   * @param setCookies see {@link #setCookies()}
   */
  record Choosing(String choice, List<Offer> offers, List<String> setCookies) implements Begun {
    public Choosing {
      offers = List.copyOf(offers);
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * An upstream that a person may choose.
   *
   * @param upstream its name in the realm file
   * @param label what people call it
   */
  record Offer(String upstream, String label) {}
}
