package org.guestbridge.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.guestbridge.app.admin.ExplanationView;

/** An explanation in words. */
final class ExplanationText {

  private ExplanationText() {}

  static List<String> lines(ExplanationView explanation) {
    List<String> lines = new ArrayList<>();
    lines.add("account   " + explanation.account() + ": " + explanation.accountReason());
    explanation.rules().forEach(rule -> addRule(lines, rule));
    lines.add(
        explanation.registry().equals("none")
            ? "registry  not asked; suffixes of addresses are examples"
            : "registry  " + explanation.registry());
    explanation.binding().ifPresent(alias -> lines.add("binding   " + AliasText.line(alias)));
    for (ExplanationView.Candidate candidate : explanation.candidates()) {
      lines.add("candidate " + candidate.address() + (candidate.free() ? "" : " (taken)"));
    }
    explanation.release().ifPresent(release -> addRelease(lines, release));
    explanation
        .refusal()
        .ifPresent(
            problem -> {
              lines.add("refused   " + problem.code());
              lines.add("          " + problem.detail());
              lines.add("          " + problem.remedy());
            });
    explanation.message().ifPresent(text -> lines.add("told      " + text));
    return lines;
  }

  private static void addRule(List<String> lines, ExplanationView.Rule rule) {
    lines.add((rule.matched() ? "rule  yes " : "rule  no  ") + rule.name());
    for (ExplanationView.Matcher matcher : rule.matchers()) {
      String why = matcher.absent() ? " (the person has no such value)" : "";
      lines.add((matcher.held() ? "      yes   " : "      no    ") + matcher.matcher() + why);
    }
  }

  private static void addRelease(List<String> lines, ExplanationView.Release release) {
    lines.add("released  " + release.address() + (release.wouldBind() ? " (new)" : ""));
    lines.add("  names   " + release.givenName() + " / " + release.surname());
    lines.add("  groups  " + String.join(", ", release.groups()));
  }
}
