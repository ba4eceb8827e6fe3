package org.guestbridge.simulators.atlassian;

/** Stops a login with its failure and a detail for the backend log. */
final class LoginRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final LoginFailure failure;

  LoginRefused(LoginFailure failure, String detail) {
    super(detail, null, false, false);
    this.failure = failure;
  }

  LoginFailure failure() {
    return failure;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
