package org.guestbridge.keycloak.golden;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.problem.Code;
import org.guestbridge.keycloak.harness.Assertion;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.realm.golden.Answer;
import org.guestbridge.realm.golden.Foretold;
import org.guestbridge.realm.golden.GoldenRuntime;
import org.guestbridge.realm.golden.Step;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;

/**
 * A realm on a running Keycloak: people come from the simulated Entra by a browser of their own and
 * arrive at the simulated Atlassian; orders go to the registry in Keycloak's database.
 */
final class KeycloakRuntime implements GoldenRuntime {

  private static final Pattern MESSAGE =
      Pattern.compile("id=\"guestbridge-message\"[^>]*>(.*?)</p>", Pattern.DOTALL);

  /** What the page says of itself where no rule has a sentence. */
  private static final Set<String> GENERAL = general();

  private final KeycloakSite site;

  KeycloakRuntime(KeycloakSite site) {
    this.site = site;
  }

  private static Set<String> general() {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "theme-resources.messages.messages",
            Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Set<String> general = new TreeSet<>();
    texts.keySet().forEach(key -> general.add(texts.getString(key)));
    return general;
  }

  @Override
  public Answer signIn(Map<String, Object> claims) throws IOException, InterruptedException {
    Person person = person(claims);
    site.entra().directory().replace(person);
    Browser.Answer answer = new Browser(site).logIn(person);
    if (!answer.outcome().equals("released")) {
      return new Answer.Refused(answer.outcome(), message(answer.body()));
    }
    return Assertion.of(answer.form().fields().get("SAMLResponse")).released();
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
    return message.find()
        ? Optional.of(Browser.unescape(message.group(1).strip()))
            .filter(text -> !GENERAL.contains(text))
        : Optional.empty();
  }

  @Override
  public void order(Step.Action action, String internalId) {
    UUID binding = UUID.fromString(internalId);
    boolean done =
        site.server()
            .registry()
            .ledger()
            .inUnit(site.realm(), unit -> order(unit.aliases(), action, binding));
    if (!done) {
      throw new AssertionError(action + " was not done");
    }
  }

  private static boolean order(AliasRegistry registry, Step.Action action, UUID binding) {
    return switch (action) {
      case HOLD -> registry.hold(binding, Code.BINDING_HELD);
      case RELEASE -> registry.release(binding);
      case CONVERT -> registry.orderConversion(binding);
      case RETIRE -> registry.retire(binding);
      case ERASE -> registry.erase(binding);
    };
  }

  @Override
  public boolean explains() {
    return false;
  }

  @Override
  public Optional<Foretold> foretell(Map<String, Object> claims) {
    return Optional.empty();
  }
}
