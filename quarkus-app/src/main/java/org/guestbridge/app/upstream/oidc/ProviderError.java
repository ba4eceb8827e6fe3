package org.guestbridge.app.upstream.oidc;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an OAuth error: a registered name and Entra's error number (learn.microsoft.com,
 * "Microsoft Entra authentication and authorization error codes"). The description names people and
 * is dropped.
 *
 * @param name one of the registered names, or {@code another error}
 * @param number such as {@code AADSTS50105}
 */
record ProviderError(String name, Optional<String> number) {

  /** RFC 6749 sections 4.1.2.1 and 5.2, OpenID Connect Core section 3.1.2.6. */
  private static final Set<String> REGISTERED =
      Set.of(
          "access_denied",
          "account_selection_required",
          "consent_required",
          "interaction_required",
          "invalid_client",
          "invalid_grant",
          "invalid_request",
          "invalid_scope",
          "login_required",
          "server_error",
          "temporarily_unavailable",
          "unauthorized_client",
          "unsupported_grant_type",
          "unsupported_response_type");

  private static final Pattern NUMBER = Pattern.compile("\\AAADSTS[0-9]{4,9}(?![0-9])");

  static ProviderError of(String name, @Nullable String description) {
    Matcher number = NUMBER.matcher(description == null ? "" : description);
    return new ProviderError(
        REGISTERED.contains(name) ? name : "another error",
        number.lookingAt() ? Optional.of(number.group()) : Optional.empty());
  }

  /** The administrator's sentence. */
  String sentence() {
    return "the upstream answered " + name + number.map(text -> " (" + text + ")").orElse("");
  }
}
