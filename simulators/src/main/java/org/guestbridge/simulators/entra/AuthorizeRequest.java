package org.guestbridge.simulators.entra;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.Form;

/**
 * An authorization request whose client and redirect URI are right, so that an error may be sent
 * there.
 */
record AuthorizeRequest(
    String redirectUri,
    boolean formPost,
    String scope,
    Optional<String> responseType,
    Optional<String> state,
    Optional<String> nonce,
    Optional<String> codeChallenge,
    Optional<String> codeChallengeMethod,
    Optional<String> prompt,
    Optional<String> maxAge,
    Form form) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /** Reads a request; what is wrong here is shown on a page and never redirected. */
  static AuthorizeRequest read(Form form, EntraSettings settings) {
    Optional<String> repeated = form.repeated();
    if (repeated.isPresent()) {
      throw new EntraRefusal(AadSts.REPEATED_PARAMETER, repeated.get());
    }
    if (!required(form, "client_id").equals(settings.clientId())) {
      throw new EntraRefusal(AadSts.UNKNOWN_CLIENT);
    }
    String redirectUri = required(form, "redirect_uri");
    if (!registered(redirectUri, settings.redirectUris())) {
      throw new EntraRefusal(AadSts.UNREGISTERED_REDIRECT_URI, redirectUri);
    }
    String mode = form.value("response_mode").orElse("query");
    if (!mode.equals("query") && !mode.equals("form_post")) {
      throw new EntraRefusal(AadSts.UNSUPPORTED_RESPONSE_MODE, mode);
    }
    return new AuthorizeRequest(
        redirectUri,
        mode.equals("form_post"),
        required(form, "scope"),
        form.value("response_type"),
        form.value("state"),
        form.value("nonce"),
        form.value("code_challenge"),
        form.value("code_challenge_method"),
        form.value("prompt"),
        form.value("max_age"),
        form);
  }

  /** Checks the rest; what is wrong here goes to the redirect URI. */
  void validate() {
    if (!responseType.equals(Optional.of("code"))) {
      throw new EntraRefusal(AadSts.UNSUPPORTED_RESPONSE_TYPE);
    }
    boolean challenged = codeChallenge.isPresent() || codeChallengeMethod.isPresent();
    boolean sha256 = codeChallengeMethod.equals(Optional.of("S256"));
    if (challenged && (!sha256 || codeChallenge.orElse("").length() != 43)) {
      throw new EntraRefusal(AadSts.BAD_CODE_CHALLENGE);
    }
    if (maxAge.isPresent() && !SECONDS.matcher(maxAge.get()).matches()) {
      throw new EntraRefusal(AadSts.BAD_MAX_AGE);
    }
  }

  static boolean registered(String redirectUri, Set<URI> registered) {
    if (!registered.isEmpty()) {
      return registered.stream().anyMatch(uri -> uri.toString().equals(redirectUri));
    }
    try {
      URI uri = URI.create(redirectUri);
      return uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String required(Form form, String name) {
    return form.value(name).orElseThrow(() -> new EntraRefusal(AadSts.MISSING_PARAMETER, name));
  }
}
