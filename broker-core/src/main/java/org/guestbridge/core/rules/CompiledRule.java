package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule with every trace it can leave made beforehand, so that a decision over many rules
 * allocates nothing for each.
 */
final class CompiledRule {

  private final Rule rule;
  private final List<Matcher> matchers;
  private final RuleTrace matched;
  private final List<RuleTrace> failedAt;
  private final List<RuleTrace> absentAt;

  CompiledRule(Rule rule) {
    this.rule = rule;
    this.matchers = rule.when();
    this.matched = new RuleTrace(rule.name(), true, held(matchers.size()));
    this.failedAt = new ArrayList<>(matchers.size());
    this.absentAt = new ArrayList<>(matchers.size());
    for (int i = 0; i < matchers.size(); i++) {
      failedAt.add(notMatched(i, false));
      absentAt.add(notMatched(i, true));
    }
  }

  Rule rule() {
    return rule;
  }

  /** Evaluates the rule and adds its trace to {@code trace}. */
  MatcherResult evaluate(FieldReader person, List<RuleTrace> trace) {
    for (int i = 0; i < matchers.size(); i++) {
      MatcherResult result = Evaluation.of(matchers.get(i), person);
      if (result != MatcherResult.HOLDS) {
        trace.add((result == MatcherResult.FAILS ? failedAt : absentAt).get(i));
        return result;
      }
    }
    trace.add(matched);
    return MatcherResult.HOLDS;
  }

  private RuleTrace notMatched(int at, boolean absent) {
    List<RuleTrace.MatcherTrace> traces = held(at);
    traces.add(new RuleTrace.MatcherTrace(matchers.get(at).describe(), false, absent));
    return new RuleTrace(rule.name(), false, traces);
  }

  private List<RuleTrace.MatcherTrace> held(int count) {
    List<RuleTrace.MatcherTrace> traces = new ArrayList<>(count + 1);
    for (int i = 0; i < count; i++) {
      traces.add(new RuleTrace.MatcherTrace(matchers.get(i).describe(), true, false));
    }
    return traces;
  }
}
