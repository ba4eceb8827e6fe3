package org.guestbridge.simulators.saml;

/** Stops the reading of a SAML message with the reason and a detail for a log. */
public final class SamlRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final SamlRefusal reason;

  public SamlRefused(SamlRefusal reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public SamlRefusal reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
