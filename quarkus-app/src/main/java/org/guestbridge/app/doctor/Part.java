package org.guestbridge.app.doctor;

import java.util.Locale;

/** What a finding is about; the order of the report. */
public enum Part {
  /** The realm file. */
  REALM("Realm file"),
  /** Identity providers. */
  UPSTREAMS("Upstreams"),
  /** The ID token that was given. */
  TOKEN("Token"),
  /** The key ring and certificates. */
  KEYS("Keys and certificates"),
  /** Alias domains in the DNS. */
  DOMAINS("Alias domains"),
  /** Mail routes and the own mail server. */
  MAIL("Mail"),
  /** The registry's database, and what sign-ins left in it. */
  DATABASE("Database"),
  /** The machine that the command runs on. */
  MACHINE("This machine"),
  /** The broker at its public address. */
  BROKER("Broker"),
  /** Applications. */
  DOWNSTREAMS("Downstreams"),
  /** Directories that are filled, and channels that tell of people. */
  PROVISIONING("Provisioning"),
  /** The checks themselves. */
  CHECKS("Checks");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /** The heading in text. */
  public String title() {
    return title;
  }

  /** The name in JSON: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
