package org.guestbridge.app.upstream.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.VisibleText;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Upstream.ResponseMode;

/**
 * The authorization response (RFC 6749 section 4.1.2, OpenID Connect Core section 3.1.2.5),
 * strictly read from its raw text: each parameter once, either a code or an error, nothing of the
 * implicit or hybrid flow. Parameters that are not known are ignored, as the RFC requires.
 */
public final class CallbackParameters implements UpstreamAnswer {

  /** Longest query or form accepted, in characters. */
  public static final int MAX_LENGTH = 8 * 1024;

  /** Longest authorization code accepted, in characters. */
  public static final int MAX_CODE_LENGTH = 4 * 1024;

  private static final int MAX_PARAMETERS = 24;
  private static final int MAX_SHORT_LENGTH = 256;
  private static final int MAX_ISSUER_LENGTH = 512;

  /** These come only from flows that were not asked for (OAuth 2.0 Security, RFC 9700 2.1.2). */
  private static final Set<String> NEVER_ASKED_FOR =
      Set.of("id_token", "access_token", "token_type", "response");

  private final ResponseMode mode;
  private final String state;
  private final Optional<String> issuer;
  private final Optional<String> code;
  private final Optional<ProviderError> error;

  private CallbackParameters(ResponseMode mode, Map<String, String> parameters)
      throws RefusalException {
    this.mode = mode;
    this.state =
        visible(parameters, "state", BeginLogin.MAX_STATE_LENGTH)
            .orElseThrow(() -> invalid("there is no state"));
    this.issuer = visible(parameters, "iss", MAX_ISSUER_LENGTH);
    this.code = visible(parameters, "code", MAX_CODE_LENGTH);
    this.error =
        visible(parameters, "error", MAX_SHORT_LENGTH)
            .map(name -> ProviderError.of(name, parameters.get("error_description")));
    if (code.isPresent() == error.isPresent()) {
      throw invalid("there is not exactly one of code and error");
    }
  }

  /**
   * Reads the raw query string of a GET.
   *
   * @throws RefusalException {@code callback_invalid}
   */
  public static CallbackParameters ofQuery(String rawQuery) throws RefusalException {
    return new CallbackParameters(ResponseMode.QUERY, parse(rawQuery));
  }

  /**
   * Reads the raw {@code application/x-www-form-urlencoded} body of a POST (OAuth 2.0 Form Post
   * Response Mode). The caller refuses a POST that also has a query.
   *
   * @throws RefusalException {@code callback_invalid}
   */
  public static CallbackParameters ofForm(String rawForm) throws RefusalException {
    return new CallbackParameters(ResponseMode.FORM_POST, parse(rawForm));
  }

  @Override
  public String state() {
    return state;
  }

  ResponseMode mode() {
    return mode;
  }

  Optional<String> issuer() {
    return issuer;
  }

  Optional<String> code() {
    return code;
  }

  Optional<ProviderError> error() {
    return error;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[callback]";
  }

  private static Map<String, String> parse(String raw) throws RefusalException {
    if (raw.length() > MAX_LENGTH) {
      throw invalid("the parameters are over the size limit");
    }
    String[] pairs = raw.split("&", MAX_PARAMETERS + 1);
    if (pairs.length > MAX_PARAMETERS) {
      throw invalid("there are too many parameters");
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : pairs) {
      addPair(parameters, pair);
    }
    return parameters;
  }

  private static void addPair(Map<String, String> parameters, String pair) throws RefusalException {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
    if (NEVER_ASKED_FOR.contains(name)) {
      throw invalid("there is a parameter of a flow that was not asked for");
    }
    if (parameters.putIfAbsent(name, value) != null) {
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

  private static Optional<String> visible(Map<String, String> parameters, String name, int maximum)
      throws RefusalException {
    Optional<String> value = Optional.ofNullable(parameters.get(name));
    if (value.isPresent() && !VisibleText.is(value.get(), maximum)) {
      throw invalid("the parameter " + name + " is empty, too long or not printable ASCII");
    }
    return value;
  }

  private static RefusalException invalid(String what) {
    return new RefusalException(Code.CALLBACK_INVALID, what);
  }
}
