package org.guestbridge.simulators.atlassian;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SAML message that reached the assertion consumer, accepted or not.
 *
 * @param number counts from 1 since start or reset
 * @param serviceProviderInitiated true when it answered a request of this service provider
 * @param nameId the NameID, as far as the message was read
 * @param nameIdFormat the NameID's Format, which is recorded and not checked
 * @param accepted attributes that the organization reads, by full name
 * @param rejected other attributes, and ones that it could not read
 * @param statusCodes SAML status codes from the outermost inwards
 * @param account the account after this login; empty when it failed
 * @param linking how the account was found; empty when it failed
 * @param failure why it failed; empty when it succeeded
 * @param detail line of the backend log; empty when it succeeded
 */
public record Login(
    long number,
    Instant at,
    boolean serviceProviderInitiated,
    Optional<String> relayState,
    Optional<String> expectedEmail,
    Optional<String> nameId,
    Optional<String> nameIdFormat,
    Map<String, List<String>> accepted,
    List<RejectedAttribute> rejected,
    List<String> statusCodes,
    Optional<Account> account,
    Optional<Linking> linking,
    Optional<LoginFailure> failure,
    String detail) {

  /** An attribute that the organization did not use, and why. */
  public record RejectedAttribute(String name, List<String> values, String reason) {}

  public boolean succeeded() {
    return failure.isEmpty();
  }
}
