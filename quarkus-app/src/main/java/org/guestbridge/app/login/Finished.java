package org.guestbridge.app.login;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.app.downstream.saml.PostForm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/** What came of an upstream's answer: most often the end of a sign-in, well or not. */
public sealed interface Finished {

  /** The Set-Cookie headers, in order; at an end they remove what is used up. */
  List<String> setCookies();

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<SignedIn, T> signedIn,
      Function<Introduced, T> introduced,
      Function<Refused, T> refused,
      Function<SentOn, T> sentOn,
      Supplier<T> undecided) {
    if (this instanceof SignedIn end) {
      return signedIn.apply(end);
    }
    if (this instanceof Introduced end) {
      return introduced.apply(end);
    }
    if (this instanceof SentOn way) {
      return sentOn.apply(way);
    }
    return this instanceof Refused end ? refused.apply(end) : undecided.get();
  }

  /**
   * The person is signed in downstream by posting {@code form}.
   *
   * @param form what the browser posts
   * @param downstream the downstream's name in the realm file
   * @param setCookies see {@link #setCookies()}
   */
  record SignedIn(PostForm form, String downstream, List<String> setCookies) implements Finished {
    public SignedIn {
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * The person, who began without the downstream, reads who they are there and posts {@code form}
   * when they wish to.
   *
   * @param form what the browser posts; good for minutes
   * @param downstream the downstream's name in the realm file
   * @param address as whom the downstream knows the person
   * @param setCookies see {@link #setCookies()}
   */
  record Introduced(PostForm form, String downstream, EmailAddress address, List<String> setCookies)
      implements Finished {
    public Introduced {
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * The person is refused and reads why.
   *
   * @param code the stable code
   * @param message the rule's own sentence, when it has one
   * @param setCookies see {@link #setCookies()}
   * @param correlationId names the login
   */
  record Refused(Code code, Optional<String> message, List<String> setCookies, String correlationId)
      implements Finished {
    public Refused {
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * The upstream's answer asks for another step at the upstream; the transaction goes on, with its
   * id and its time limit.
   *
   * @param upstream where the browser goes
   * @param setCookies see {@link #setCookies()}
   */
  record SentOn(URI upstream, List<String> setCookies) implements Finished {
    public SentOn {
      setCookies = List.copyOf(setCookies);
    }
  }

  /**
   * An upstream sent the person unasked, and no downstream or more than one could be meant: nothing
   * was read, nobody is signed in, and the start page goes on.
   */
  record Undecided() implements Finished {
    @Override
    public List<String> setCookies() {
      return List.of();
    }
  }
}
