package org.guestbridge.app.samlxml;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An assertion in the accepted form (SAML core 2.3.3). Its form was checked and nothing else: what
 * is absent is for the reader to judge.
 *
 * @param id the assertion's id
 * @param issueInstant when it was made
 * @param issuer who made it
 * @param nameId the subject's name
 * @param confirmation the one subject confirmation
 * @param conditions its conditions
 * @param authentication its one authentication statement
 * @param attributes the values by name, in the order of the document; no name stands twice
 */
public record AssertionMessage(
    String id,
    Instant issueInstant,
    String issuer,
    Optional<NameId> nameId,
    Confirmation confirmation,
    Conditions conditions,
    Authentication authentication,
    Map<String, List<String>> attributes) {

  public AssertionMessage {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[assertion]";
  }

  /** A NameID (SAML core 2.2.2). */
  public record NameId(
      String value,
      Optional<String> format,
      Optional<String> nameQualifier,
      Optional<String> spNameQualifier) {

    /** Redacted. */
    @Override
    public String toString() {
      return "[name id]";
    }
  }

  /**
   * The SubjectConfirmation (SAML core 2.4.1.1, 2.4.1.2).
   *
   * @param method the URI of the method
   * @param notBefore which a bearer confirmation must not have
   */
  public record Confirmation(
      String method,
      Optional<Instant> notBefore,
      Optional<Instant> notOnOrAfter,
      Optional<String> recipient,
      Optional<String> inResponseTo) {}

  /**
   * The Conditions (SAML core 2.5.1).
   *
   * @param audiences one list of audiences for each restriction
   * @param unknown whether there is a condition that the broker does not keep
   */
  public record Conditions(
      Optional<Instant> notBefore,
      Optional<Instant> notOnOrAfter,
      List<List<String>> audiences,
      boolean unknown) {

    public Conditions {
      audiences = List.copyOf(audiences);
    }
  }

  /** The AuthnStatement (SAML core 2.7.2). */
  public record Authentication(Instant instant, Optional<Instant> sessionNotOnOrAfter) {}
}
