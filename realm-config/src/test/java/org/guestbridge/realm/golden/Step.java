package org.guestbridge.realm.golden;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One thing that happens in a corpus file, in its order. */
public sealed interface Step {

  /** What the step shows, unique in its file. */
  String name();

  /** Whom it is about, by the name in the file. */
  String person();

  /**
   * Somebody signs in.
   *
   * @param claims the claims of the verified ID token that are about the person, {@code tid} and
   *     {@code oid} included
   * @param expected what must come of it
   * @param reasons the reasons that an explanation must show, as {@link Foretold} words them; empty
   *     where the corpus does not say
   */
  record SignIn(
      String name,
      String person,
      Map<String, Object> claims,
      Expected expected,
      Optional<List<String>> reasons)
      implements Step {

    public SignIn {
      claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
      reasons = reasons.map(List::copyOf);
    }
  }

  /**
   * An administrator changes the binding of somebody who was released before.
   *
   * @param action what is ordered
   */
  record Order(String name, Action action, String person) implements Step {}

  /** What an administrator can order. */
  enum Action {
    HOLD,
    RELEASE,
    CONVERT,
    RETIRE,
    ERASE;

    /** The word in the corpus, on the command line and in URLs. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
