package org.guestbridge.app.http;

import org.guestbridge.core.problem.Code;

/**
 * How a refusal is said over HTTP: which page a person reads and with which status. The one table
 * from codes to pages.
 */
enum Answer {
  START_AGAIN("start_again", 400),
  COOKIE_MISSING("cookie_missing", 400),
  NOT_ALLOWED("not_allowed", 403),
  UNKNOWN_ACCOUNT("unknown_account", 403),
  HELD("held", 403),
  UPSTREAM("upstream", 502),
  MAILBOX("mailbox", 403),
  DENIED("denied", 403),
  CANCELLED("cancelled", 403),
  PASSWORD("password", 403),
  REQUEST("request", 400),
  OVERSIZED("request", 413),
  BUSY("busy", 429),
  UNAVAILABLE("unavailable", 503),
  MISSING("missing", 404);

  private final String textKey;
  private final int status;

  Answer(String textKey, int status) {
    this.textKey = textKey;
    this.status = status;
  }

  /** The stem of this page's texts. */
  String textKey() {
    return textKey;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  static Answer to(Code code) {
    return switch (code) {
      case TRANSACTION_MISSING -> COOKIE_MISSING;
      case TRANSACTION_INVALID,
          TRANSACTION_EXPIRED,
          TRANSACTION_USED,
          SAML_REQUEST_STALE,
          STATE_MISMATCH,
          CALLBACK_INVALID,
          UPSTREAM_UNSOLICITED,
          CODE_REJECTED,
          TOKEN_NONCE,
          TOKEN_FRESHNESS,
          RESPONSE_REQUEST,
          RESPONSE_TIME,
          ASSERTION_REQUEST,
          ASSERTION_FRESHNESS ->
          START_AGAIN;
      case RULE_REFUSED,
          RULE_NO_MATCH,
          RULE_VALUE_MISSING,
          PASS_THROUGH_NOT_INTERNAL,
          PASS_THROUGH_ADDRESS_MISSING,
          PASS_THROUGH_DOMAIN,
          ALIAS_FOR_INTERNAL,
          ALIAS_TAKEN,
          ALIAS_EXHAUSTED,
          NAME_MISSING,
          SAML_UPSTREAM_REFUSED,
          BINDING_RETIRED ->
          NOT_ALLOWED;
      case ACCOUNT_KIND_UNPROVEN, ACCOUNT_KIND_CONFLICT -> UNKNOWN_ACCOUNT;
      case BINDING_HELD,
          BINDING_CONTRADICTED,
          IDENTITY_CHANGED,
          ACCOUNT_KIND_CHANGED,
          ACCOUNT_CONVERSION_PENDING,
          ADDRESS_BOUND_TO_OTHER ->
          HELD;
      case MAIL_ROUTE_MISSING, MAIL_ROUTE_LOOP -> MAILBOX;
      case UPSTREAM_DENIED -> DENIED;
      case UPSTREAM_CANCELLED -> CANCELLED;
      case UPSTREAM_PASSWORD_FORGOTTEN -> PASSWORD;
      case UPSTREAM_UNREACHABLE,
          UPSTREAM_SLOW,
          UPSTREAM_RESPONSE_INVALID,
          UPSTREAM_CLIENT_REJECTED,
          TOKEN_MALFORMED,
          TOKEN_ALGORITHM,
          TOKEN_KEY_UNKNOWN,
          TOKEN_SIGNATURE,
          TOKEN_ISSUER,
          TOKEN_AUDIENCE,
          TOKEN_TIME,
          TOKEN_TENANT,
          TOKEN_POLICY,
          TOKEN_CLAIMS,
          UPSTREAM_LOGOUT_UNSUPPORTED,
          GRAPH_UNAVAILABLE,
          GRAPH_DENIED,
          GRAPH_RESPONSE_INVALID,
          RESPONSE_OVERSIZED,
          RESPONSE_ENCODING,
          RESPONSE_INVALID,
          RESPONSE_UNSIGNED,
          RESPONSE_SIGNATURE,
          RESPONSE_ENCRYPTED,
          RESPONSE_DECRYPTION,
          RESPONSE_ISSUER,
          RESPONSE_DESTINATION,
          ASSERTION_ISSUER,
          ASSERTION_TIME,
          ASSERTION_AUDIENCE,
          ASSERTION_CONDITIONS,
          ASSERTION_CONFIRMATION,
          ASSERTION_RECIPIENT,
          ASSERTION_TENANT,
          ASSERTION_SUBJECT,
          ASSERTION_ATTRIBUTES,
          UPSTREAM_METADATA_INVALID,
          UPSTREAM_METADATA_SIGNATURE,
          UPSTREAM_METADATA_EXPIRED,
          UPSTREAM_METADATA_KEYS ->
          UPSTREAM;
      case RATE_LIMITED -> BUSY;
      case NOT_FOUND -> MISSING;
      case SAML_REQUEST_MISSING,
          SAML_PARAMETERS_AMBIGUOUS,
          SAML_REQUEST_OVERSIZED,
          SAML_REQUEST_ENCODING,
          XML_FORBIDDEN,
          XML_MALFORMED,
          SAML_REQUEST_INVALID,
          SAML_SP_UNKNOWN,
          SAML_ACS_UNKNOWN,
          SAML_BINDING_UNSUPPORTED,
          SAML_DESTINATION_MISMATCH,
          SAML_SIGNATURE_INVALID,
          SAML_SIGNATURE_UNVERIFIABLE,
          SAML_SIGNATURE_REQUIRED,
          SAML_RELAY_STATE_OVERSIZED,
          SAML_NAMEID_UNSUPPORTED,
          SAML_AUTHN_CONTEXT_UNSUPPORTED,
          SAML_PASSIVE_UNSUPPORTED,
          SAML_SUBJECT_UNSUPPORTED,
          SAML_REQUEST_REPLAYED,
          SAML_LOGOUT_UNSUPPORTED,
          SAML_UNSOLICITED_REFUSED,
          SAML_RELAY_STATE_REFUSED,
          REQUEST_INVALID ->
          REQUEST;
      case REQUEST_OVERSIZED -> OVERSIZED;
      default -> UNAVAILABLE;
    };
  }
}
