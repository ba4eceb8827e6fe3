package org.guestbridge.app.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.core.broker.Explanation;
import org.guestbridge.core.rules.RuleTrace;

/**
 * What a login would do and why. Holds personal values.
 *
 * @param account the kind of account: {@code internal}, {@code external} or {@code unknown}
 * @param accountReason why it is believed to be of that kind
 * @param rules every rule looked at, in order, up to the one that decided
 * @param registry where bindings were looked up: {@code broker}, {@code database} or {@code none}
 * @param binding the binding there is
 * @param candidates the addresses that would be tried for a person without a binding, in order
 * @param release what would be released
 * @param refusal why nothing would be
 * @param message the rule's own sentence for a person who is refused
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ExplanationView(
    String account,
    String accountReason,
    List<Rule> rules,
    String registry,
    Optional<AliasView> binding,
    List<Candidate> candidates,
    Optional<Release> release,
    Optional<ProblemView> refusal,
    Optional<String> message) {

  public ExplanationView {
    rules = List.copyOf(rules);
    candidates = List.copyOf(candidates);
    if (release.isPresent() == refusal.isPresent()) {
      throw new IllegalArgumentException("either released or refused");
    }
  }

  /**
   * What is shown of {@code explanation}.
   *
   * @param registry where bindings were looked up
   */
  public static ExplanationView of(Explanation explanation, String registry) {
    Optional<Explanation.Refusal> refusal =
        explanation.outcome().fold(release -> Optional.empty(), Optional::of);
    return new ExplanationView(
        explanation.account().kind().name().toLowerCase(Locale.ROOT),
        explanation.account().reason(),
        explanation.decision().trace().stream().map(Rule::of).toList(),
        registry,
        explanation.binding().map(AliasView::of),
        explanation.candidates().stream().map(Candidate::of).toList(),
        explanation
            .outcome()
            .fold(release -> Optional.of(Release.of(release)), no -> Optional.empty()),
        refusal.map(no -> ProblemView.of(no.code(), "")),
        refusal.flatMap(Explanation.Refusal::message));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[explanation]";
  }

  /**
   * One rule.
   *
   * @param name its name
   * @param matched whether every matcher held
   * @param matchers the matchers evaluated, in order
   */
  public record Rule(String name, boolean matched, List<Matcher> matchers) {

    public Rule {
      matchers = List.copyOf(matchers);
    }

    private static Rule of(RuleTrace trace) {
      List<Matcher> matchers =
          trace.matchers().stream()
              .map(each -> new Matcher(each.matcher(), each.held(), each.absent()))
              .toList();
      return new Rule(trace.rule(), trace.matched(), matchers);
    }
  }

  /**
   * One matcher.
   *
   * @param matcher the matcher in words
   * @param held whether it held
   * @param absent whether the person has no value for its field
   */
  public record Matcher(String matcher, boolean held, boolean absent) {}

  /**
   * An address that would be tried.
   *
   * @param address the address
   * @param free whether nobody has it
   */
  public record Candidate(String address, boolean free) {

    private static Candidate of(Explanation.Candidate candidate) {
      return new Candidate(candidate.address().value(), candidate.free());
    }
  }

  /**
   * What would be released.
   *
   * @param address NameID and every address-like attribute
   * @param givenName the given name
   * @param surname the surname
   * @param groups the downstream groups, in order
   * @param wouldBind whether a binding would be made or converted
   */
  public record Release(
      String address, String givenName, String surname, List<String> groups, boolean wouldBind) {

    public Release {
      groups = List.copyOf(groups);
    }

    private static Release of(Explanation.Release release) {
      return new Release(
          release.address().value(),
          release.names().givenName(),
          release.names().surname(),
          release.groups(),
          release.wouldBind());
    }
  }
}
