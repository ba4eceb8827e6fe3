package org.guestbridge.app.upstream.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.samlxml.AssertionMessage;
import org.guestbridge.app.samlxml.AssertionMessage.Conditions;
import org.guestbridge.app.samlxml.AssertionMessage.Confirmation;
import org.guestbridge.app.samlxml.ResponseMessage;
import org.guestbridge.app.samlxml.VerifiedResponse;
import org.guestbridge.app.upstream.PendingLogin;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * What a verified response must say to be one for this broker, this upstream and this login (SAML
 * profiles 4.1.4.2 to 4.1.4.5, core 2.5.1). The order is the package's.
 */
final class ResponseChecks {

  /** How far two clocks may differ. */
  static final Duration SKEW = Duration.ofSeconds(60);

  /** Oldest message that nobody asked for. */
  static final Duration MAX_UNSOLICITED_AGE = Duration.ofSeconds(60);

  /** Longest validity that an assertion may claim. */
  static final Duration MAX_VALIDITY = Duration.ofHours(24);

  private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

  private final String issuer;
  private final ServiceProviderSite site;

  ResponseChecks(String issuer, ServiceProviderSite site) {
    this.issuer = issuer;
    this.site = site;
  }

  /**
   * What the message has to be for.
   *
   * @param request the id of the request; absent when nobody asked
   * @param freshSince when the person must have signed in at the earliest
   * @param issuedSince when it may have been issued at the earliest
   */
  record Expected(Optional<String> request, Optional<Instant> freshSince, Instant issuedSince) {

    static Expected unsolicited(Instant now) {
      return new Expected(Optional.empty(), Optional.empty(), now.minus(MAX_UNSOLICITED_AGE));
    }

    /** An answer can't be older than its request, however long ago the person signed in. */
    static Expected answerTo(PendingLogin pending) {
      return new Expected(
          Optional.of(pending.nonce()),
          pending.forceAuthn() ? Optional.of(pending.startedAt()) : Optional.empty(),
          pending.startedAt());
    }
  }

  /**
   * Checks everything but the person.
   *
   * @throws RefusalException the code of the first check that fails
   */
  void check(VerifiedResponse response, Expected expected, Instant now) throws RefusalException {
    checkEnvelope(response, expected, now);
    AssertionMessage assertion = response.assertion();
    require(assertion.issuer().equals(issuer), Code.ASSERTION_ISSUER, "another issuer");
    checkConditions(assertion, expected, now);
    checkConfirmation(assertion.confirmation(), expected, now);
    checkFreshness(assertion.authentication().instant(), expected, now);
  }

  private void checkEnvelope(VerifiedResponse response, Expected expected, Instant now)
      throws RefusalException {
    ResponseMessage envelope = response.envelope();
    // SAML profiles 4.1.4.2: a signed envelope names its issuer, any other may.
    require(
        envelope.issuer().map(issuer::equals).orElse(!response.envelopeSigned()),
        Code.RESPONSE_ISSUER,
        "the response's issuer is missing or another's");
    // SAML bindings 3.5.5.2: a signed message that is posted has a destination.
    require(
        envelope.destination().map(site.acs()::equals).orElse(!response.envelopeSigned()),
        Code.RESPONSE_DESTINATION,
        "the response's destination is missing or another's");
    require(
        envelope.inResponseTo().equals(expected.request()),
        Code.RESPONSE_REQUEST,
        "the response's InResponseTo is missing or another's");
    require(
        isRecent(envelope.issueInstant(), expected, now),
        Code.RESPONSE_TIME,
        "the response is older than what it answers, or in the future");
  }

  private void checkConditions(AssertionMessage assertion, Expected expected, Instant now)
      throws RefusalException {
    Conditions conditions = assertion.conditions();
    require(!conditions.unknown(), Code.ASSERTION_CONDITIONS, "a condition that is not kept");
    Instant notBefore = conditions.notBefore().orElse(Instant.MAX);
    Instant notOnOrAfter = conditions.notOnOrAfter().orElse(Instant.MIN);
    boolean bounded =
        notBefore.isBefore(notOnOrAfter)
            && Duration.between(notBefore, notOnOrAfter).compareTo(MAX_VALIDITY) <= 0;
    require(
        bounded
            && isReached(notBefore, now)
            && isAhead(notOnOrAfter, now)
            && isRecent(assertion.issueInstant(), expected, now)
            && assertion.authentication().sessionNotOnOrAfter().stream()
                .allMatch(end -> isAhead(end, now)),
        Code.ASSERTION_TIME,
        "the assertion is not valid now, older than what it answers, or has no limits");
    require(
        !conditions.audiences().isEmpty()
            && conditions.audiences().stream().allMatch(this::namesUs),
        Code.ASSERTION_AUDIENCE,
        "a restriction does not name this broker, or there is none");
  }

  private void checkConfirmation(Confirmation confirmation, Expected expected, Instant now)
      throws RefusalException {
    require(
        confirmation.method().equals(BEARER) && confirmation.notBefore().isEmpty(),
        Code.ASSERTION_CONFIRMATION,
        "the confirmation is not a bearer's, or has a NotBefore");
    require(
        confirmation.recipient().equals(Optional.of(site.acs())),
        Code.ASSERTION_RECIPIENT,
        "the recipient is missing or another's");
    require(
        confirmation.notOnOrAfter().filter(end -> isAhead(end, now)).isPresent(),
        Code.ASSERTION_TIME,
        "the confirmation is expired or never expires");
    require(
        confirmation.inResponseTo().equals(expected.request()),
        Code.ASSERTION_REQUEST,
        "the confirmation's InResponseTo is missing or another's");
  }

  private static void checkFreshness(Instant signedIn, Expected expected, Instant now)
      throws RefusalException {
    boolean fresh =
        expected.freshSince().stream().allMatch(since -> !signedIn.isBefore(since.minus(SKEW)));
    require(
        fresh && isReached(signedIn, now),
        Code.ASSERTION_FRESHNESS,
        "the sign-in is older than was asked for, or in the future");
  }

  private boolean namesUs(List<String> audiences) {
    return audiences.contains(site.entityId());
  }

  private static boolean isRecent(Instant issued, Expected expected, Instant now) {
    return isReached(issued, now) && !issued.isBefore(expected.issuedSince().minus(SKEW));
  }

  private static boolean isReached(Instant start, Instant now) {
    return !start.isAfter(now.plus(SKEW));
  }

  private static boolean isAhead(Instant end, Instant now) {
    return end.isAfter(now.minus(SKEW));
  }

  private static void require(boolean holds, Code code, String detail) throws RefusalException {
    if (!holds) {
      throw new RefusalException(code, detail);
    }
  }
}
