package org.guestbridge.app.upstream.oidc;

import java.time.Duration;
import java.util.function.Consumer;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.login.LoginTransaction;

/** What a browser, or who sits at it, can change. */
final class BrowserEdits {

  private static final Edits.Builder<Consumer<Visit>> GOOD = attack -> visit -> {};

  private BrowserEdits() {}

  static Edits<Consumer<Visit>> ofCallback() {
    Edits<Consumer<Visit>> edits = new Edits<>();
    edits.add("query", attack -> visit -> visit.callback = attack.value(), GOOD);
    edits.add(
        "query-of-another-browser",
        attack ->
            visit -> {
              visit.callback = attack.value();
              visit.cookies = "{other cookie}";
            },
        GOOD);
    edits.add(
        "form-instead-of-query",
        attack ->
            visit -> {
              visit.callback = attack.value();
              visit.byForm = true;
            },
        GOOD);
    edits.add("at-the-address-of", attack -> visit -> visit.answering = attack.value(), GOOD);
    edits.add(
        "code-of",
        attack ->
            visit ->
                visit.callback = "code=" + "a".repeat(attack.number("value")) + "&state={state}",
        attack ->
            visit ->
                visit.callback =
                    "code=" + "a".repeat(CallbackParameters.MAX_CODE_LENGTH) + "&state={state}");
    edits.add("finished-before", attack -> visit -> visit.finishedBefore = true, GOOD);
    edits.add(
        "announced-iss-is",
        attack ->
            visit -> {
              visit.metadata.put("authorization_response_iss_parameter_supported", true);
              visit.callback += attack.value();
            },
        attack ->
            visit -> {
              visit.metadata.put("authorization_response_iss_parameter_supported", true);
              visit.callback += "&iss={base}" + Visit.PATH + "/v2.0";
            });
    return edits;
  }

  static Edits<Consumer<Visit>> ofCookie() {
    Edits<Consumer<Visit>> edits = new Edits<>();
    edits.add("header", attack -> visit -> visit.cookies = attack.value(), GOOD);
    edits.add(
        "after-seconds",
        attack -> visit -> visit.pause = Duration.ofSeconds(attack.number("value")),
        attack -> visit -> visit.pause = LoginTransaction.LIFETIME.minusSeconds(1));
    edits.add("value-of", BrowserEdits::repeated, GOOD);
    return edits;
  }

  private static Consumer<Visit> repeated(AttackCase attack) {
    return visit -> visit.cookies = "{name}=" + "A".repeat(attack.number("value"));
  }
}
