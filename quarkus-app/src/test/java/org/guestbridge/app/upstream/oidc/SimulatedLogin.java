package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.realm.Credential;
import org.guestbridge.realm.Upstream.ResponseMode;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.Form;

/** A simulated tenant, a relying party and the browser between them. */
final class SimulatedLogin implements AutoCloseable {

  static final String STATE = "c3RhdGUtb2YtdGhpcy1sb2dpbg";

  private static final Pattern HIDDEN = Pattern.compile("name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");

  final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
  final SimulatedEntra entra;

  private final HttpClient browser = HttpClient.newHttpClient();
  private final Credential credential;
  private final ResponseMode mode;
  private OidcRelyingParty relyingParty;

  private SimulatedLogin(
      UnaryOperator<EntraSettings> settings, Credential credential, ResponseMode mode) {
    this.credential = credential;
    this.mode = mode;
    this.entra = SimulatedEntra.start(settings.apply(EntraSettings.defaults().withClock(clock)));
    this.relyingParty = relyingParty(TestUpstream.services(clock));
  }

  static SimulatedLogin withSecret() {
    return with(TestUpstream.SECRET, ResponseMode.QUERY, settings -> settings);
  }

  static SimulatedLogin with(
      Credential credential, ResponseMode mode, UnaryOperator<EntraSettings> settings) {
    return new SimulatedLogin(settings, credential, mode);
  }

  OidcRelyingParty relyingParty() {
    return relyingParty;
  }

  /** A process that starts anew: nothing is cached. */
  void restart(RelyingPartyServices services) {
    relyingParty = relyingParty(services);
  }

  Departure begin(boolean forceAuthn) throws Exception {
    return relyingParty.begin(
        new BeginLogin(STATE, forceAuthn, Optional.of("jdoe@partner.example")));
  }

  /** What comes back when this person signs in. */
  CallbackParameters browse(Departure redirect, String person) throws Exception {
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(redirect.uri()).header("X-Simulated-Person", person).build(),
            HttpResponse.BodyHandlers.ofString());
    if (mode == ResponseMode.FORM_POST) {
      return CallbackParameters.ofForm(Form.encode(hiddenInputs(answer.body())));
    }
    String location = answer.headers().firstValue("Location").orElseThrow();
    return CallbackParameters.ofQuery(URI.create(location).getRawQuery());
  }

  PendingLogin pending(Departure redirect, boolean forceAuthn) {
    return new PendingLogin(
        STATE, redirect.nonce(), redirect.codeVerifier(), forceAuthn, clock.instant());
  }

  VerifiedIdentity logIn(String person) throws Exception {
    Departure redirect = begin(false);
    return relyingParty.complete(browse(redirect, person), pending(redirect, false));
  }

  long count(String path) {
    return entra.requests().count("/" + entra.settings().tenantId() + path);
  }

  long keyFetches() {
    return count("/discovery/v2.0/keys");
  }

  @Override
  public void close() {
    entra.close();
  }

  private OidcRelyingParty relyingParty(RelyingPartyServices services) {
    return new OidcRelyingParty(
        TestUpstream.at(entra.authority(), EntraSettings.DEFAULT_TENANT, credential, mode),
        TestUpstream.REDIRECT_URI,
        services,
        Optional.empty());
  }

  private static Map<String, String> hiddenInputs(String page) {
    Map<String, String> inputs = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(page);
    while (matcher.find()) {
      inputs.put(matcher.group(1), matcher.group(2));
    }
    return inputs;
  }
}
