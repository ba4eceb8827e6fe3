package org.guestbridge.simulators.entra;

/** What Entra does once this person has authenticated. */
public enum SignInOutcome {
  /** A code is issued. */
  SUCCEEDS,
  /** The person declined: {@code error=access_denied}, AADSTS65004. */
  DECLINES_CONSENT,
  /** The app requires assignment and the person has none: {@code access_denied}, AADSTS50105. */
  NOT_ASSIGNED,
  /** The account was disabled: {@code access_denied}, AADSTS50057. */
  DISABLED
}
