package org.guestbridge.keycloak.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.guestbridge.core.broker.Explanation;
import org.guestbridge.core.rules.RuleTrace;

/**
 * An explanation as the standalone broker's admin resource shows it, name by name. Holds personal
 * values: for the administrator who asked.
 */
final class ExplanationJson {

  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("account", explanation.account().kind().name().toLowerCase(Locale.ROOT));
    answer.put("accountReason", explanation.account().reason());
    ArrayNode rules = answer.putArray("rules");
    explanation.decision().trace().forEach(trace -> write(trace, rules.addObject()));
    answer.put("registry", "database");
    explanation.binding().ifPresent(binding -> answer.set("binding", BindingJson.of(binding)));
    ArrayNode candidates = answer.putArray("candidates");
    explanation
        .candidates()
        .forEach(
            candidate ->
                candidates
                    .addObject()
                    .put("address", candidate.address().value())
                    .put("free", candidate.free()));
    return explanation
        .outcome()
        .fold(release -> released(answer, release), refusal -> refused(answer, refusal));
  }

  private static void write(RuleTrace trace, ObjectNode rule) {
    rule.put("name", trace.rule());
    rule.put("matched", trace.matched());
    ArrayNode matchers = rule.putArray("matchers");
    trace
        .matchers()
        .forEach(
            each ->
                matchers
                    .addObject()
                    .put("matcher", each.matcher())
                    .put("held", each.held())
                    .put("absent", each.absent()));
  }

  private static ObjectNode released(ObjectNode answer, Explanation.Release release) {
    ObjectNode node = answer.putObject("release");
    node.put("address", release.address().value());
    node.put("givenName", release.names().givenName());
    node.put("surname", release.names().surname());
    ArrayNode groups = node.putArray("groups");
    release.groups().forEach(groups::add);
    node.put("wouldBind", release.wouldBind());
    return answer;
  }

  private static ObjectNode refused(ObjectNode answer, Explanation.Refusal refusal) {
    answer.set("refusal", AdminAnswer.problem(refusal.code(), ""));
    refusal.message().ifPresent(message -> answer.put("message", message));
    return answer;
  }
}
