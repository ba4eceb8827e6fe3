package org.guestbridge.app.login;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestbridge.app.downstream.saml.PostForm;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;

/** A sign-in that has come to its end, well or not. */
public sealed interface Finished {

  /** The Set-Cookie headers that remove what is used up from the browser. */
  List<String> removeCookies();

  /** Applies the function of the case that holds. */
  default <T> T fold(
      Function<SignedIn, T> signedIn,
      Function<Introduced, T> introduced,
      Function<Refused, T> refused,
      Supplier<T> undecided) {
    if (this instanceof SignedIn end) {
      return signedIn.apply(end);
    }
    if (this instanceof Introduced end) {
      return introduced.apply(end);
    }
    return this instanceof Refused end ? refused.apply(end) : undecided.get();
  }

  /**
   * The person is signed in downstream by posting {@code form}.
   *
   * @param form what the browser posts
   * @param downstream the downstream's name in the realm file
   * @param removeCookies see {@link #removeCookies()}
   */
  record SignedIn(PostForm form, String downstream, List<String> removeCookies)
      implements Finished {
    public SignedIn {
      removeCookies = List.copyOf(removeCookies);
    }
  }

  /**
   * The person, who began without the downstream, reads who they are there and posts {@code form}
   * when they wish to.
   *
   * @param form what the browser posts; good for minutes
   * @param downstream the downstream's name in the realm file
   * @param address as whom the downstream knows the person
   * @param removeCookies see {@link #removeCookies()}
   */
  record Introduced(
      PostForm form, String downstream, EmailAddress address, List<String> removeCookies)
      implements Finished {
    public Introduced {
      removeCookies = List.copyOf(removeCookies);
    }
  }

  /**
   * The person is refused and reads why.
   *
   * @param code the stable code
   * @param message the rule's own sentence, when it has one
   * @param removeCookies see {@link #removeCookies()}
   * @param correlationId names the login
   */
  record Refused(
      Code code, Optional<String> message, List<String> removeCookies, String correlationId)
      implements Finished {
    public Refused {
      removeCookies = List.copyOf(removeCookies);
    }
  }

  /**
   * An upstream sent the person unasked, and no downstream or more than one could be meant: nothing
   * was read, nobody is signed in, and the start page goes on.
   */
  record Undecided() implements Finished {
    @Override
    public List<String> removeCookies() {
      return List.of();
    }
  }
}
