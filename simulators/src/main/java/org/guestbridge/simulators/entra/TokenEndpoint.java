package org.guestbridge.simulators.entra;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/**
 * {@code POST /{tid}/oauth2/v2.0/token} for {@code authorization_code} and {@code
 * client_credentials}.
 */
final class TokenEndpoint {
  private static final Duration APPLICATION_TOKEN = Duration.ofSeconds(3599);
  private static final int HUGE = 16 * 1024 * 1024;

  private final EntraSettings settings;
  private final AuthorizationCodes codes;
  private final ClientAuthentication clients;
  private final IdTokens idTokens;
  private final SimulatedGraph graph;
  private final Faults faults;
  private final RequestLog requests;
  private final SecureRandom random = new SecureRandom();

  TokenEndpoint(
      EntraSettings settings,
      AuthorizationCodes codes,
      ClientAuthentication clients,
      IdTokens idTokens,
      SimulatedGraph graph,
      Faults faults,
      RequestLog requests) {
    this.settings = settings;
    this.codes = codes;
    this.clients = clients;
    this.idTokens = idTokens;
    this.graph = graph;
    this.faults = faults;
    this.requests = requests;
  }

  Response handle(Request request) {
    Form form = request.form();
    requests.token(form.asMap());
    if (faults.take(Fault.SLOW)) {
      faults.pause();
    }
    Optional<Response> broken = brokenBeforeReading();
    if (broken.isPresent()) {
      return broken.get();
    }
    try {
      if (form.value("grant_type").equals(Optional.of("client_credentials"))) {
        return applicationToken(request, form);
      }
      return answer(redeem(request, form));
    } catch (EntraRefusal refusal) {
      return refusal.asJson(settings.clock());
    }
  }

  private Optional<Response> brokenBeforeReading() {
    if (faults.take(Fault.DROPPED_CONNECTION)) {
      return Optional.of(Response.dropped());
    }
    if (faults.take(Fault.TOKEN_ENDPOINT_500)) {
      return Optional.of(Response.text(500, "Internal server error"));
    }
    if (faults.take(Fault.TOKEN_ENDPOINT_429)) {
      Response throttled = new EntraRefusal(AadSts.THROTTLED).asJson(settings.clock());
      return Optional.of(throttled.withHeader("Retry-After", "30"));
    }
    if (faults.take(Fault.INVALID_CLIENT)) {
      return Optional.of(new EntraRefusal(AadSts.WRONG_SECRET).asJson(settings.clock()));
    }
    if (faults.take(Fault.HTML_ANSWER)) {
      return Optional.of(Response.html(200, "<!doctype html><title>Please wait</title>"));
    }
    return Optional.empty();
  }

  private AuthorizationCodes.Grant redeem(Request request, Form form) {
    Optional<String> repeated = form.repeated();
    if (repeated.isPresent()) {
      throw new EntraRefusal(AadSts.REPEATED_PARAMETER, repeated.get());
    }
    if (!required(form, "grant_type").equals("authorization_code")) {
      throw new EntraRefusal(AadSts.UNSUPPORTED_GRANT_TYPE);
    }
    clients.authenticate(request, form);
    AuthorizationCodes.Grant grant = codes.redeem(required(form, "code"));
    if (!grant.clientId().equals(settings.clientId())) {
      throw new EntraRefusal(AadSts.OTHER_CLIENT);
    }
    if (!grant.redirectUri().equals(required(form, "redirect_uri"))) {
      throw new EntraRefusal(AadSts.OTHER_REDIRECT_URI);
    }
    if (!form.value("code_verifier").map(TokenEndpoint::challenge).equals(grant.codeChallenge())) {
      throw new EntraRefusal(AadSts.WRONG_CODE_VERIFIER);
    }
    return grant;
  }

  private Response applicationToken(Request request, Form form) {
    clients.authenticate(request, form);
    String scope = required(form, "scope");
    if (!scope.endsWith("/.default")) {
      throw new EntraRefusal(AadSts.BAD_SCOPE, scope);
    }
    String token = opaqueToken();
    graph.accept(token, APPLICATION_TOKEN);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("token_type", "Bearer");
    answer.put("expires_in", APPLICATION_TOKEN.toSeconds());
    answer.put("ext_expires_in", APPLICATION_TOKEN.toSeconds());
    answer.put("access_token", token);
    return Response.json(200, answer);
  }

  private Response answer(AuthorizationCodes.Grant grant) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("token_type", "Bearer");
    answer.put("scope", grant.scope());
    boolean text = settings.flavour().kind() == OidcFlavour.Kind.B2C;
    answer.put("expires_in", text ? "3599" : (Object) 3599);
    answer.put("ext_expires_in", 3599);
    answer.put("access_token", opaqueToken());
    boolean openId = List.of(grant.scope().split(" ")).contains("openid");
    if (openId && !faults.take(Fault.NO_ID_TOKEN)) {
      answer.put("id_token", idTokens.issue(grant));
    }
    String json = Response.toJson(answer);
    if (faults.take(Fault.MALFORMED_JSON)) {
      json = json.substring(0, json.length() / 2);
    }
    if (faults.take(Fault.DUPLICATE_JSON_KEYS)) {
      json = "{\"id_token\":\"not-a-token\"," + json.substring(1);
    }
    if (faults.take(Fault.HUGE_ANSWER)) {
      char[] blanks = new char[HUGE];
      Arrays.fill(blanks, ' ');
      json = new String(blanks) + json;
    }
    return Response.jsonText(200, json).withHeader("Pragma", "no-cache");
  }

  private String opaqueToken() {
    byte[] bytes = new byte[96];
    random.nextBytes(bytes);
    return Jws.base64Url(bytes);
  }

  private static String challenge(String verifier) {
    return Jws.base64Url(
        SigningKey.digest("SHA-256", verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String required(Form form, String name) {
    return form.value(name).orElseThrow(() -> new EntraRefusal(AadSts.MISSING_PARAMETER, name));
  }
}
