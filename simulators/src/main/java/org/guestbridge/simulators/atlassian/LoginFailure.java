package org.guestbridge.simulators.atlassian;

/**
 * Why a login failed. The browser only sees {@link #description}; the backend log, which a real
 * administrator never sees, has the name of the constant.
 */
public enum LoginFailure {
  // The message
  MESSAGE_MISSING(Public.CALLBACK),
  REPEATED_PARAMETER(Public.CALLBACK),
  WRONG_CONNECTION(Public.CALLBACK),
  MESSAGE_TOO_LARGE(Public.CALLBACK),
  MESSAGE_NOT_BASE64(Public.CALLBACK),
  MESSAGE_NOT_DEFLATED(Public.CALLBACK),
  FORBIDDEN_MARKUP(Public.CALLBACK),
  MALFORMED_XML(Public.CALLBACK),
  WRONG_STRUCTURE(Public.CALLBACK),
  NOT_ONE_RESPONSE(Public.CALLBACK),
  NOT_ONE_ASSERTION(Public.CALLBACK),
  ENCRYPTED_ASSERTION(Public.CALLBACK),
  CANNOT_DECRYPT(Public.CALLBACK),
  DUPLICATE_ID(Public.CALLBACK),
  WRONG_VERSION(Public.CALLBACK),
  STATUS_NOT_SUCCESS(Public.CALLBACK),

  // The signature
  NOT_SIGNED(Public.CALLBACK),
  ASSERTION_NOT_SIGNED(Public.CALLBACK),
  SIGNATURE_MISPLACED(Public.CALLBACK),
  WRONG_ALGORITHM(Public.CALLBACK),
  WRONG_REFERENCE(Public.CALLBACK),
  WRONG_TRANSFORM(Public.CALLBACK),
  CERTIFICATE_MISSING(Public.CALLBACK),
  CERTIFICATE_MISMATCH(Public.CALLBACK),
  CERTIFICATE_EXPIRED(Public.CALLBACK),
  INVALID_SIGNATURE(Public.CALLBACK),

  // The claims about this login
  IDENTITY_PROVIDER_NOT_CONFIGURED(Public.CALLBACK),
  WRONG_ISSUER(Public.CALLBACK),
  WRONG_AUDIENCE(Public.CALLBACK),
  WRONG_RECIPIENT(Public.CALLBACK),
  WRONG_DESTINATION(Public.CALLBACK),
  NO_BEARER_CONFIRMATION(Public.CALLBACK),
  NO_AUTHENTICATION_STATEMENT(Public.CALLBACK),
  NOT_YET_VALID(Public.CALLBACK),
  EXPIRED(Public.CALLBACK),
  UNKNOWN_IN_RESPONSE_TO(Public.CALLBACK),
  MISSING_IN_RESPONSE_TO(Public.CALLBACK),
  WRONG_RELAY_STATE(Public.CALLBACK),
  REPLAYED_ASSERTION(Public.CALLBACK),

  // The account
  NAME_ID_NOT_EMAIL("We were expecting an email address as the Name Id"),
  INTERNAL_ID_MISSING("We were expecting a user ID, but didn't get one"),
  EXPECTED_OTHER_ACCOUNT(Public.MISMATCH),
  DOMAIN_NOT_VERIFIED(Public.MISMATCH),
  POLICY_WITHOUT_SSO(Public.MISMATCH),
  EMAIL_CASE_DIFFERS(Public.MISMATCH),
  ACCOUNT_DEACTIVATED(Public.MISMATCH),
  JIT_NOT_POSSIBLE(Public.MISMATCH),
  JIT_NAMES_MISSING(Public.MISMATCH),
  RENAME_FAILED("handle-linked-saml-users:update-linked-primary-user-email-failed-400");

  /** Texts that several failures share; nested, since constants cannot refer to later fields. */
  private static final class Public {
    /** Not documented by Atlassian; chosen here for failures of which users learn nothing. */
    private static final String CALLBACK = "preparing-login-callback-error";

    private static final String MISMATCH = "authentication-policy-strategy-mismatch";
  }

  private final String description;

  LoginFailure(String description) {
    this.description = description;
  }

  /** The {@code error_description} of the error page. */
  public String description() {
    return description;
  }
}
