package org.guestbridge.simulators.entra;

/** The refusals that the simulated tenant knows, with Entra's number, OAuth error and status. */
enum AadSts {
  UNKNOWN_TENANT(90002, "invalid_request", 400, "Tenant not found."),
  NOT_MULTI_TENANT(50194, "invalid_request", 400, "The application is not multi-tenant."),
  MISSING_PARAMETER(900144, "invalid_request", 400, "The request must contain a parameter:"),
  REPEATED_PARAMETER(9000411, "invalid_request", 400, "The parameter is duplicated:"),
  UNKNOWN_CLIENT(700016, "unauthorized_client", 400, "Application was not found in the tenant."),
  UNREGISTERED_REDIRECT_URI(
      50011, "invalid_request", 400, "The redirect URI does not match those of the application:"),
  UNSUPPORTED_RESPONSE_TYPE(
      700054, "unsupported_response_type", 400, "Only response_type code is enabled."),
  UNSUPPORTED_RESPONSE_MODE(
      70007, "unsupported_response_mode", 400, "Only response modes query and form_post serve:"),
  BAD_CODE_CHALLENGE(
      501491, "invalid_request", 400, "code_challenge must be S256 with 43 characters."),
  BAD_MAX_AGE(90023, "invalid_request", 400, "max_age must be a number of seconds."),
  LOGIN_REQUIRED(50058, "login_required", 400, "Silent sign-in was asked, but nobody signed in."),
  B2C_CANCELLED(90091, "access_denied", 400, "The user has cancelled entering information.", "B2C"),
  B2C_FORGOT_PASSWORD(90118, "access_denied", 400, "The user has forgotten their password.", "B2C"),
  BAD_SCOPE(1002012, "invalid_request", 400, "The scope must end with /.default:"),
  DECLINED_CONSENT(65004, "access_denied", 400, "User declined to consent to access the app."),
  NOT_ASSIGNED(50105, "access_denied", 400, "The user is not assigned to a role for the app."),
  ACCOUNT_DISABLED(50057, "access_denied", 400, "The user account is disabled."),
  SERVER_ERROR(90033, "server_error", 400, "A transient error has occurred. Please try again."),
  UNSUPPORTED_GRANT_TYPE(70003, "unsupported_grant_type", 400, "The grant type is not supported."),
  MISSING_CREDENTIAL(
      7000218, "invalid_client", 401, "The body must contain client_assertion or client_secret."),
  TWO_CREDENTIALS(
      7000217, "invalid_request", 400, "Only one way of client authentication may be used."),
  WRONG_SECRET(7000215, "invalid_client", 401, "Invalid client secret provided."),
  MALFORMED_ASSERTION(50027, "invalid_request", 400, "JWT token is invalid or malformed:"),
  UNVERIFIED_ASSERTION(
      700027, "invalid_client", 401, "The client assertion's signature can't be verified:"),
  WRONG_ASSERTION_AUDIENCE(
      700023, "invalid_client", 401, "The client assertion's audience is not the token endpoint."),
  WRONG_ASSERTION_ISSUER(
      700021, "invalid_client", 401, "The client assertion's iss and sub are not the client id."),
  ASSERTION_LIFETIME(
      700024, "invalid_client", 401, "The client assertion is not within its valid time range:"),
  REPLAYED_ASSERTION(700022, "invalid_client", 401, "The client assertion's jti was used before."),
  UNKNOWN_CODE(70000, "invalid_grant", 400, "The provided authorization code is invalid."),
  SPENT_CODE(54005, "invalid_grant", 400, "The authorization code was already redeemed."),
  EXPIRED_CODE(70008, "invalid_grant", 400, "The provided authorization code has expired."),
  OTHER_CLIENT(700005, "invalid_grant", 400, "The code was issued to another client."),
  OTHER_REDIRECT_URI(500112, "invalid_grant", 400, "The redirect URI is not the code's."),
  WRONG_CODE_VERIFIER(
      501481, "invalid_grant", 400, "The code_verifier does not match the code_challenge."),
  THROTTLED(90055, "temporarily_unavailable", 429, "There are too many requests.");

  private final int number;
  private final String error;
  private final int status;
  private final String sentence;
  private final String family;

  AadSts(int number, String error, int status, String sentence) {
    this(number, error, status, sentence, "STS");
  }

  AadSts(int number, String error, int status, String sentence, String family) {
    this.family = family;
    this.number = number;
    this.error = error;
    this.status = status;
    this.sentence = sentence;
  }

  int number() {
    return number;
  }

  String error() {
    return error;
  }

  int status() {
    return status;
  }

  String description(String detail) {
    return "AAD" + family + number + ": " + sentence + (detail.isEmpty() ? "" : " " + detail);
  }
}
