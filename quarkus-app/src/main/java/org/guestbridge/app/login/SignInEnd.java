package org.guestbridge.app.login;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.SamlIdentityProvider;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.RealmId;

/** The last step of a sign-in, however it began: from the verified person to the downstream. */
final class SignInEnd {

  private final RealmId realm;
  private final SamlIdentityProvider identityProvider;
  private final Broker broker;
  private final RefusedBindings refusedBindings;
  private final InstantSource clock;

  SignInEnd(
      RealmId realm,
      SamlIdentityProvider identityProvider,
      Broker broker,
      RefusedBindings refusedBindings,
      InstantSource clock) {
    this.realm = realm;
    this.identityProvider = identityProvider;
    this.broker = broker;
    this.refusedBindings = refusedBindings;
    this.clock = clock;
  }

  /**
   * What the last step needs of a sign-in.
   *
   * @param purpose what it is for
   * @param correlationId names it
   * @param setCookies remove what is used up from the browser
   */
  record Ending(SignInPurpose purpose, String correlationId, List<String> setCookies) {}

  /**
   * Hands the person to the pipeline, and whom it releases to the downstream.
   *
   * @param mark uses the sign-in up in the unit of work that releases the person
   * @throws RefusalException when a refusal of a moment ago still holds, or the downstream was
   *     dropped meanwhile
   */
  Finished release(VerifiedIdentity identity, OnceMark mark, Ending ending)
      throws RefusalException {
    Optional<Code> recent = refusedBindings.recent(realm, identity.subject());
    if (recent.isPresent()) {
      throw new RefusalException(recent.get(), "refused a moment ago");
    }
    LoginOutcome outcome =
        broker.login(
            new LoginAttempt(
                identity, mark, ending.purpose().downstream(), ending.correlationId()));
    if (outcome instanceof LoginOutcome.Released released) {
      return answer(ending, released.identity());
    }
    LoginOutcome.Refused refused = (LoginOutcome.Refused) outcome;
    refusedBindings.remember(realm, identity.subject(), refused.code());
    return new Finished.Refused(
        refused.code(), refused.message(), ending.setCookies(), ending.correlationId());
  }

  private Finished answer(Ending ending, ReleasedIdentity person) throws RefusalException {
    Instant now = clock.instant();
    if (ending.purpose() instanceof SignInPurpose.Requested requested) {
      return new Finished.SignedIn(
          identityProvider.success(requested.request(), person, now),
          requested.downstream(),
          ending.setCookies());
    }
    SignInPurpose.Started started = (SignInPurpose.Started) ending.purpose();
    return new Finished.Introduced(
        identityProvider.unsolicited(started.downstream(), started.relayState(), person, now),
        started.downstream(),
        person.address(),
        ending.setCookies());
  }

  /** Audits a refusal that the pipeline never saw. */
  Finished refuse(RefusalException refusal, Ending ending) {
    broker.refused(refusal.code(), ending.correlationId(), Optional.empty());
    return new Finished.Refused(
        refusal.code(), Optional.empty(), ending.setCookies(), ending.correlationId());
  }
}
