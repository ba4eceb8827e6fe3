package org.guestbridge.app.expiry;

import java.util.Locale;

/** What a certificate is for, and what to do before it runs out. */
public enum CertificatePurpose {
  /** Signs what service providers get. */
  SIGNING(
      "Run guestbridge keys stage, exchange the certificate at each service provider, then run"
          + " guestbridge keys switch."),

  /** Is to sign next. */
  STAGED_SIGNING("Run guestbridge keys remove for the staged key, then guestbridge keys stage."),

  /** Proves the broker to an upstream. */
  UPSTREAM_CREDENTIAL(
      "Run guestbridge keys credential, upload the certificate at the upstream, then exchange the"
          + " file that the realm refers to."),

  /** An upstream signs with it, and the realm pins it. */
  UPSTREAM_SIGNING("Add the upstream's next signing certificate to the realm."),

  /** A service provider signs its requests with it. */
  DOWNSTREAM_SIGNING("Add the service provider's next certificate to signingCertificates.");

  private final String remedy;

  CertificatePurpose(String remedy) {
    this.remedy = remedy;
  }

  /** The name in logs and metrics: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an administrator does. */
  public String remedy() {
    return remedy;
  }
}
