package org.guestbridge.realm.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds one runtime against one corpus file: the only place where an answer is compared. Used once.
 */
public final class GoldenRun {

  private static final String UNREADABLE = "token_";

  private final GoldenFile file;
  private final GoldenRuntime runtime;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, Known> people = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  private record Known(String internalId, String address) {}

  private GoldenRun(GoldenFile file, GoldenRuntime runtime) {
    this.file = file;
    this.runtime = runtime;
  }

  /** Everything in which {@code runtime} differs from {@code file}, one line each. */
  public static List<String> differences(GoldenFile file, GoldenRuntime runtime) {
    GoldenRun run = new GoldenRun(file, runtime);
    file.steps().forEach(run::take);
    return run.differences;
  }

  private void take(Step step) {
    try {
      if (step instanceof Step.SignIn signIn) {
        signIn(signIn);
      } else {
        order((Step.Order) step);
      }
    } catch (Exception | AssertionError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      differences.add(file.name() + " / " + step.name() + ": failed: " + e);
    }
  }

  private void order(Step.Order order) throws Exception {
    Known known = people.get(order.person());
    if (known == null) {
      throw new IllegalStateException("nobody was released as " + order.person());
    }
    runtime.order(order.action(), known.internalId());
  }

  private void signIn(Step.SignIn signIn) throws Exception {
    Optional<Foretold> foretold =
        runtime.explains() ? runtime.foretell(signIn.claims()) : Optional.empty();
    Answer answer = runtime.signIn(signIn.claims());
    if (signIn.expected() instanceof Expected.Released released) {
      compare(signIn, released, answer);
    } else {
      compare(signIn, (Expected.Refused) signIn.expected(), answer);
    }
    if (runtime.explains()) {
      compare(signIn, foretold, answer);
    }
  }

  private void compare(Step.SignIn signIn, Expected.Refused expected, Answer answer) {
    same(signIn, "answer", new Answer.Refused(expected.code(), expected.message()), answer);
  }

  private void compare(Step.SignIn signIn, Expected.Released expected, Answer answer) {
    if (!(answer instanceof Answer.Released released)) {
      differ(signIn, "answer", expected, answer);
      return;
    }
    if (!expected.isAddress(released.nameId())) {
      differ(signIn, "NameID", expected.address(), released.nameId());
    }
    Optional<String> internalId = released.internalId();
    if (internalId.isEmpty()) {
      differ(signIn, "internal id", "one", released.attributes().get(Answer.INTERNAL_ID));
      return;
    }
    same(
        signIn,
        "attributes",
        Answer.Released.attributes(
            released.nameId(),
            internalId.get(),
            expected.givenName(),
            expected.surname(),
            expected.groups()),
        released.attributes());
    remember(signIn, expected, new Known(internalId.get(), released.nameId()));
  }

  /** The same person has the same id and alias again; no id and no address has two people. */
  private void remember(Step.SignIn signIn, Expected.Released expected, Known now) {
    Known before = people.put(signIn.person(), now);
    if (before != null) {
      same(signIn, "internal id", before.internalId(), now.internalId());
      if (expected.address().contains("?")) {
        same(signIn, "suffix", before.address(), now.address());
      }
    }
    for (String own : List.of(now.internalId(), now.address())) {
      same(signIn, "owner of " + own, owners.getOrDefault(own, signIn.person()), signIn.person());
      owners.put(own, signIn.person());
    }
  }

  private void compare(Step.SignIn signIn, Optional<Foretold> foretold, Answer answer) {
    if (foretold.isEmpty()) {
      if (!(answer instanceof Answer.Refused refused) || !refused.code().startsWith(UNREADABLE)) {
        differ(signIn, "explanation", "one", "none");
      }
      return;
    }
    same(signIn, "rule", signIn.expected().rule(), foretold.get().rule());
    signIn.reasons().ifPresent(said -> same(signIn, "reasons", said, foretold.get().reasons()));
    Optional<Answer.Refused> refused =
        answer instanceof Answer.Refused no ? Optional.of(no) : Optional.empty();
    same(signIn, "explained refusal", refused, foretold.get().refusal());
    if (answer instanceof Answer.Released released) {
      same(
          signIn,
          "explained release",
          Optional.of(asExplained(released)),
          foretold.get().release().map(this::withGroupsThatMayLeave));
    }
  }

  private static Foretold.Release asExplained(Answer.Released released) {
    return new Foretold.Release(
        released.nameId(),
        String.join("|", released.attributes().getOrDefault(Answer.GIVEN_NAME, List.of())),
        String.join("|", released.attributes().getOrDefault(Answer.SURNAME, List.of())),
        released.attributes().getOrDefault(Answer.GROUPS, List.of()));
  }

  private Foretold.Release withGroupsThatMayLeave(Foretold.Release release) {
    List<String> leaving =
        file.realm()
            .groupsThatMayLeave()
            .map(may -> release.groups().stream().filter(may::contains).toList())
            .orElse(release.groups());
    return new Foretold.Release(release.address(), release.givenName(), release.surname(), leaving);
  }

  private void same(Step.SignIn signIn, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differ(signIn, what, expected, actual);
    }
  }

  private void differ(Step.SignIn signIn, String what, Object expected, @Nullable Object actual) {
    differences.add(
        file.name()
            + " / "
            + signIn.name()
            + ": "
            + what
            + ": expected "
            + expected
            + " but was "
            + actual);
  }
}
