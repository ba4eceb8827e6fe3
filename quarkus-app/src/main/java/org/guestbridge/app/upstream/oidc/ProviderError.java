package org.guestbridge.app.upstream.oidc;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an OAuth error: a registered name and Microsoft's error number
 * (learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"). The
 * description names people and is dropped.
 *
 * @param name one of the registered names, or {@code another error}
 * @param number such as {@code AADSTS50105} or {@code AADB2C90118}
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

  /** Of Azure AD B2C (learn.microsoft.com, "Error codes in Azure Active Directory B2C"). */
  private static final String CANCELLED = "AADB2C90091";

  private static final String PASSWORD_FORGOTTEN = "AADB2C90118";

  private static final Pattern NUMBER = Pattern.compile("\\AAAD(?:STS|B2C)[0-9]{4,9}(?![0-9])");

  static ProviderError of(String name, @Nullable String description) {
    Matcher number = NUMBER.matcher(description == null ? "" : description);
    return new ProviderError(
        REGISTERED.contains(name) ? name : "another error",
        number.lookingAt() ? Optional.of(number.group()) : Optional.empty());
  }

  /** What a token endpoint answered (RFC 6749 section 5.2), untrusted. */
  static ProviderError ofTokenEndpoint(Map<String, Object> members) {
    String name = members.get("error") instanceof String text ? text : "";
    String description = members.get("error_description") instanceof String text ? text : "";
    return of(name, description);
  }

  /** The refusal for an error of the token endpoint. */
  RefusalException refusal() {
    Code code =
        switch (name) {
          case "invalid_grant" -> Code.CODE_REJECTED;
          case "invalid_client", "unauthorized_client" -> Code.UPSTREAM_CLIENT_REJECTED;
          case "temporarily_unavailable", "server_error" -> Code.UPSTREAM_UNREACHABLE;
          case "access_denied", "consent_required", "interaction_required", "login_required" ->
              Code.UPSTREAM_DENIED;
          default -> Code.UPSTREAM_RESPONSE_INVALID;
        };
    return new RefusalException(code, sentence());
  }

  /** The refusal for an error of the authorization endpoint. */
  RefusalException denial() {
    Code code =
        switch (number.orElse("")) {
          case CANCELLED -> Code.UPSTREAM_CANCELLED;
          case PASSWORD_FORGOTTEN -> Code.UPSTREAM_PASSWORD_FORGOTTEN;
          default -> Code.UPSTREAM_DENIED;
        };
    return new RefusalException(code, sentence());
  }

  /** Whether the person asked for a new password instead of signing in. */
  boolean isForgottenPassword() {
    return number.filter(PASSWORD_FORGOTTEN::equals).isPresent();
  }

  /** The administrator's sentence. */
  String sentence() {
    return "the upstream answered " + name + number.map(text -> " (" + text + ")").orElse("");
  }
}
