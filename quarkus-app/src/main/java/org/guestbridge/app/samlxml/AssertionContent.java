package org.guestbridge.app.samlxml;

import java.time.Instant;
import java.util.List;

/**
 * What an assertion says of a person (SAML core 2.3.3, profiles 4.1.4.2); issuer, recipient and
 * request id are the envelope's.
 *
 * @param assertionId a fresh random id
 * @param nameId who the person is to this service provider
 * @param nameIdFormat the URI of its format (SAML core 8.3)
 * @param audience the service provider's entityID
 * @param notBefore first instant of validity
 * @param notOnOrAfter first instant after it
 * @param authnInstant when the person signed in upstream
 * @param sessionIndex a fresh random id
 * @param attributes in the order of output
 */
public record AssertionContent(
    String assertionId,
    String nameId,
    String nameIdFormat,
    String audience,
    Instant notBefore,
    Instant notOnOrAfter,
    Instant authnInstant,
    String sessionIndex,
    List<Attribute> attributes) {

  public AssertionContent {
    attributes = List.copyOf(attributes);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[assertion " + assertionId + "]";
  }

  /**
   * One attribute.
   *
   * @param name as the service provider reads it
   * @param nameFormat the URI of the name's format (SAML core 8.2)
   * @param values in order
   */
  public record Attribute(String name, String nameFormat, List<String> values) {

    public Attribute {
      values = List.copyOf(values);
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[attribute " + name + "]";
    }
  }
}
