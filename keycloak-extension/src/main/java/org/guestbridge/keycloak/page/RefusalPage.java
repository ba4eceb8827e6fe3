package org.guestbridge.keycloak.page;

import jakarta.ws.rs.core.Response;
import org.guestbridge.core.problem.Code;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The page of a refusal, in the realm's login theme: a sentence that a person can act on, the code
 * and the reference, and nothing of what the identity provider sent.
 */
public final class RefusalPage {

  private static final String TEMPLATE = "guestbridge-refusal.ftl";

  private RefusalPage() {}

  /**
   * The page.
   *
   * @param session the running request's
   * @param authentication the sign-in that is refused; null when there is none any more, and then
   *     the page offers no other try
   * @param refusal what is refused
   */
  public static Response of(
      KeycloakSession session,
      @Nullable AuthenticationSessionModel authentication,
      Refusal refusal) {
    LoginFormsProvider form = session.getProvider(LoginFormsProvider.class);
    if (authentication != null) {
      form.setAuthenticationSession(authentication);
      form.setAttribute("guestbridgeRestart", true);
    }
    String text = refusal.message().orElse("guestbridgeRefused." + textOf(refusal.code()));
    form.setError(text);
    form.setAttribute("guestbridgeCode", refusal.code().text());
    form.setAttribute("guestbridgeReference", refusal.correlationId());
    form.setStatus(statusOf(refusal.code()));
    return form.createForm(TEMPLATE);
  }

  private static String textOf(Code code) {
    return switch (code) {
      case BINDING_HELD,
          IDENTITY_CHANGED,
          ACCOUNT_KIND_CHANGED,
          ACCOUNT_CONVERSION_PENDING,
          ADDRESS_BOUND_TO_OTHER ->
          "held";
      case BINDING_RETIRED,
          SAML_UPSTREAM_REFUSED,
          KEYCLOAK_ACCOUNT_CONFLICT,
          KEYCLOAK_ACCOUNT_DISABLED,
          ACCOUNT_KIND_UNPROVEN,
          ACCOUNT_KIND_CONFLICT,
          RULE_REFUSED,
          RULE_NO_MATCH,
          RULE_VALUE_MISSING,
          PASS_THROUGH_NOT_INTERNAL,
          PASS_THROUGH_ADDRESS_MISSING,
          PASS_THROUGH_DOMAIN,
          ALIAS_FOR_INTERNAL,
          ALIAS_TAKEN,
          ALIAS_EXHAUSTED,
          NAME_MISSING ->
          "notAllowed";
      case RELEASE_MISSING,
          RELEASE_ELSEWHERE,
          RELEASE_STALE,
          UPSTREAM_DENIED,
          TOKEN_FRESHNESS,
          ASSERTION_FRESHNESS,
          UPSTREAM_UNSOLICITED,
          CALLBACK_INVALID,
          TRANSACTION_USED ->
          "startAgain";
      case SAML_SUBJECT_UNSUPPORTED,
          SAML_NAMEID_UNSUPPORTED,
          SAML_AUTHN_CONTEXT_UNSUPPORTED,
          SAML_BINDING_UNSUPPORTED,
          SAML_UNSOLICITED_REFUSED,
          SAML_RELAY_STATE_REFUSED ->
          "request";
      default -> "unavailable";
    };
  }

  private static Response.Status statusOf(Code code) {
    return switch (textOf(code)) {
      case "unavailable" -> Response.Status.SERVICE_UNAVAILABLE;
      case "request", "startAgain" -> Response.Status.BAD_REQUEST;
      default -> Response.Status.FORBIDDEN;
    };
  }
}
