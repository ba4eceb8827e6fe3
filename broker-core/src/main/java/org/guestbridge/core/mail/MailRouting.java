package org.guestbridge.core.mail;

/** Who delivers mail to the aliases of a realm, and what waits for a route. */
public enum MailRouting {
  /** The organization's own mail system accepts every alias; no route is kept. */
  ELSEWHERE,
  /** Routes are kept, and no account is made downstream, by whatever way, without one. */
  REQUIRED,
  /** Routes are kept; provisioning waits for one, a sign-in does not. */
  REQUIRED_TO_PROVISION;

  /** Whether routes are kept. */
  public boolean keepsRoutes() {
    return this != ELSEWHERE;
  }

  /** Whether a sign-in without a route is refused. */
  public boolean isRequiredToSignIn() {
    return this == REQUIRED;
  }
}
