package org.guestbridge.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.realm.golden.Answer;
import org.guestbridge.realm.golden.Foretold;
import org.guestbridge.realm.golden.GoldenRuntime;
import org.guestbridge.realm.golden.Step;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;

/**
 * The running broker: people come from the simulated Entra by a browser and arrive at the simulated
 * Atlassian, and orders and explanations go through the admin resource.
 */
final class BrokerRuntime implements GoldenRuntime {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern MESSAGE = Pattern.compile("<p class=\"message\">(.*?)</p>");

  private final Site site;
  private final Browser browser;
  private final Admin admin;

  BrokerRuntime(Site site) {
    this.site = site;
    this.browser = new Browser(site);
    this.admin = new Admin(site);
  }

  @Override
  public Answer signIn(Map<String, Object> claims) throws IOException, InterruptedException {
    Person person = person(claims);
    site.entra().directory().replace(person);
    Browser.Answer answer = browser.logIn(person);
    return answer.outcome().equals("released")
        ? new Answer.Released(answer.saml().nameId(), answer.saml().values())
        : new Answer.Refused(answer.outcome(), message(answer.body()));
  }

  /** Somebody whose token says of them what {@code claims} says and no more. */
  private static Person person(Map<String, Object> claims) {
    UUID objectId = UUID.fromString(String.valueOf(claims.get("oid")));
    Map<String, Object> others = new LinkedHashMap<>(claims);
    others.remove("oid");
    return Person.person("golden-" + objectId, PersonKind.UNCLEAR, objectId.toString())
        .displayName("")
        .furtherClaims(others)
        .build();
  }

  private static Optional<String> message(String page) {
    Matcher message = MESSAGE.matcher(page);
    return message.find() ? Optional.of(Browser.unescape(message.group(1))) : Optional.empty();
  }

  @Override
  public void order(Step.Action action, String internalId)
      throws IOException, InterruptedException {
    int status = admin.order(internalId, action.text());
    if (status != 200) {
      throw new AssertionError("status " + status);
    }
  }

  @Override
  public boolean explains() {
    return true;
  }

  @Override
  public Optional<Foretold> foretell(Map<String, Object> claims)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = admin.ask("/admin/v1/explain", JSON.writeValueAsString(claims));
    return answer.statusCode() == 200
        ? Optional.of(foretold(JSON.readTree(answer.body())))
        : Optional.empty();
  }

  private static Foretold foretold(JsonNode explanation) {
    List<Foretold.Rule> rules = new ArrayList<>();
    explanation.get("rules").forEach(rule -> rules.add(rule(rule)));
    List<String> reasons = new ArrayList<>();
    reasons.add(
        explanation.get("account").asText() + ": " + explanation.get("accountReason").asText());
    rules.forEach(rule -> reasons.add(rule.line()));
    return new Foretold(
        reasons,
        rules.stream().filter(Foretold.Rule::matched).map(Foretold.Rule::name).findFirst(),
        Optional.ofNullable(explanation.get("release")).map(BrokerRuntime::release),
        Optional.ofNullable(explanation.get("refusal"))
            .map(
                refusal ->
                    new Answer.Refused(
                        refusal.get("code").asText(),
                        Optional.ofNullable(explanation.get("message")).map(JsonNode::asText))));
  }

  private static Foretold.Rule rule(JsonNode rule) {
    List<Foretold.Matcher> matchers = new ArrayList<>();
    rule.get("matchers")
        .forEach(
            matcher ->
                matchers.add(
                    new Foretold.Matcher(
                        matcher.get("matcher").asText(), matcher.get("absent").asBoolean())));
    return new Foretold.Rule(rule.get("name").asText(), rule.get("matched").asBoolean(), matchers);
  }

  private static Foretold.Release release(JsonNode release) {
    List<String> groups = new ArrayList<>();
    release.get("groups").forEach(group -> groups.add(group.asText()));
    return new Foretold.Release(
        release.get("address").asText(),
        release.get("givenName").asText(),
        release.get("surname").asText(),
        groups);
  }
}
