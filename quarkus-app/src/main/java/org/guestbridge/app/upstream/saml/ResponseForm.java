package org.guestbridge.app.upstream.saml;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A response by HTTP-POST (SAML bindings 3.5.4), strictly read from the raw form: each SAML
 * parameter once and under its plain name, no other SAML message beside it. Parameters that SAML
 * does not know are read over.
 */
public final class ResponseForm implements UpstreamAnswer {

  /** Longest raw form accepted, in characters; one of exactly this length is accepted. */
  public static final int MAX_LENGTH = 256 * 1024;

  private static final String RESPONSE = "SAMLResponse";
  private static final String RELAY_STATE = "RelayState";

  private static final Set<String> OF_SAML =
      Set.of(
          "samlrequest",
          "samlresponse",
          "samlart",
          "relaystate",
          "sigalg",
          "signature",
          "samlencoding");

  private static final int MAX_PARAMETERS = 24;

  private final String response;
  private final String relayState;

  private ResponseForm(String response, String relayState) {
    this.response = response;
    this.relayState = relayState;
  }

  /**
   * Reads the raw {@code application/x-www-form-urlencoded} body of a POST. The caller refuses a
   * POST that also has a query.
   *
   * @throws RefusalException {@code callback_invalid}, or {@code response_oversized}
   */
  public static ResponseForm read(String rawForm) throws RefusalException {
    if (rawForm.length() > MAX_LENGTH) {
      throw new RefusalException(Code.RESPONSE_OVERSIZED, "the form is over the size limit");
    }
    String[] pairs = rawForm.split("&", MAX_PARAMETERS + 1);
    if (pairs.length > MAX_PARAMETERS) {
      throw invalid("there are too many parameters");
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : pairs) {
      add(values, pair);
    }
    String response = values.getOrDefault(RESPONSE, "");
    if (response.isEmpty()) {
      throw invalid("there is no SAMLResponse");
    }
    String relayState = values.getOrDefault(RELAY_STATE, "");
    if (!relayState.isEmpty() && !VisibleText.is(relayState, BeginLogin.MAX_STATE_LENGTH)) {
      throw invalid("RelayState is too long or not printable ASCII");
    }
    return new ResponseForm(response, relayState);
  }

  /** The RelayState; empty when there is none. */
  @Override
  public String state() {
    return relayState;
  }

  /** The response, still base64. */
  String response() {
    return response;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[response form]";
  }

  private static void add(Map<String, String> values, String pair) throws RefusalException {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    if (name.indexOf('%') >= 0 || name.indexOf('+') >= 0) {
      throw invalid("a parameter name is escaped");
    }
    if (!OF_SAML.contains(name.toLowerCase(Locale.ROOT).strip())) {
      return;
    }
    if (!name.equals(RESPONSE) && !name.equals(RELAY_STATE)) {
      throw invalid("another parameter of SAML stands beside the response");
    }
    if (values.put(name, decode(equals < 0 ? "" : pair.substring(equals + 1))) != null) {
      throw invalid("a parameter stands twice");
    }
  }

  private static String decode(String text) throws RefusalException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw invalid("a parameter is not percent-encoded");
    }
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.CALLBACK_INVALID, detail);
  }
}
