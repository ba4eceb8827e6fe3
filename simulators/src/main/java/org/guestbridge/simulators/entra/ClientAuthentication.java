package org.guestbridge.simulators.entra;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Request;

/** Authenticates the client at the token endpoint by a secret or by a signed assertion. */
final class ClientAuthentication {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private record Basic(String clientId, String secret) {}

  private final EntraSettings settings;
  private final ClientCredentials credentials;
  private final ClientAssertions assertions;

  ClientAuthentication(
      EntraSettings settings, ClientCredentials credentials, String tokenEndpoint) {
    this.settings = settings;
    this.credentials = credentials;
    this.assertions = new ClientAssertions(settings, credentials, tokenEndpoint);
  }

  /** Throws unless exactly one valid credential of the registered client came along. */
  void authenticate(Request request, Form form) {
    Optional<Basic> basic = basic(request);
    Optional<String> secret = form.value("client_secret");
    Optional<String> assertion = form.value("client_assertion");
    int shownCredentials = count(basic) + count(secret) + count(assertion);
    if (shownCredentials > 1) {
      throw new EntraRefusal(AadSts.TWO_CREDENTIALS);
    }
    Optional<String> named = form.value("client_id").or(() -> basic.map(Basic::clientId));
    if (assertion.isEmpty() && named.isEmpty()) {
      throw new EntraRefusal(AadSts.MISSING_PARAMETER, "client_id");
    }
    if (named.isPresent() && !named.get().equals(settings.clientId())) {
      throw new EntraRefusal(AadSts.UNKNOWN_CLIENT);
    }
    if (basic.isPresent() && !basic.get().clientId().equals(settings.clientId())) {
      throw new EntraRefusal(AadSts.UNKNOWN_CLIENT);
    }
    if (shownCredentials == 0) {
      throw new EntraRefusal(AadSts.MISSING_CREDENTIAL);
    }
    if (assertion.isPresent()) {
      if (!form.value("client_assertion_type").equals(Optional.of(JWT_BEARER))) {
        throw new EntraRefusal(AadSts.MISSING_PARAMETER, "client_assertion_type");
      }
      assertions.verify(assertion.get());
      return;
    }
    String shown = secret.or(() -> basic.map(Basic::secret)).orElse("");
    if (!credentials.isSecret(shown)) {
      throw new EntraRefusal(AadSts.WRONG_SECRET);
    }
  }

  private static int count(Optional<?> credential) {
    return credential.isPresent() ? 1 : 0;
  }

  /** Reads HTTP Basic; RFC 6749 section 2.3.1 form-encodes both halves. */
  private static Optional<Basic> basic(Request request) {
    Optional<String> header = request.header("Authorization");
    if (header.isEmpty() || !header.get().startsWith("Basic ")) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.get().substring("Basic ".length()));
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw new EntraRefusal(AadSts.MISSING_CREDENTIAL);
      }
      Map<String, String> halves =
          Form.parse("id=" + pair.substring(0, colon) + "&secret=" + pair.substring(colon + 1))
              .asMap();
      return Optional.of(
          new Basic(halves.getOrDefault("id", ""), halves.getOrDefault("secret", "")));
    } catch (IllegalArgumentException malformed) {
      throw new EntraRefusal(AadSts.MISSING_CREDENTIAL);
    }
  }
}
