package org.guestbridge.simulators.atlassian;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.ReceivedResponse;
import org.guestbridge.simulators.saml.ResponseCheck;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SignatureCheck;
import org.w3c.dom.Element;

/** Takes a posted SAML response through gate, signature, claims and linking to a login. */
final class AssertionConsumer {
  private static final int REMEMBERED_ASSERTIONS = 200_000;

  private final AtlassianSettings settings;
  private final Organization organization;
  private final PendingRequests pending;
  private final Connection connection;
  private final AccountLinking linking;
  private final Map<String, Boolean> usedAssertions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_ASSERTIONS;
        }
      };

  AssertionConsumer(
      AtlassianSettings settings,
      Organization organization,
      PendingRequests pending,
      Connection connection) {
    this.settings = settings;
    this.organization = organization;
    this.pending = pending;
    this.connection = connection;
    this.linking = new AccountLinking(organization);
  }

  /** One login, recorded whatever comes of it. */
  Login consume(Form query, Form form) {
    LoginTrace trace = new LoginTrace(form.value("RelayState"));
    try {
      trace.succeed(logIn(query, form, trace));
    } catch (LoginRefused refusal) {
      trace.fail(refusal);
    } catch (SamlRefused refusal) {
      LoginFailure failure = LoginFailure.valueOf(refusal.reason().name());
      trace.fail(new LoginRefused(failure, refusal.detail()));
    }
    return organization.record(trace);
  }

  /** Forgets which assertions were used. */
  void reset() {
    synchronized (usedAssertions) {
      usedAssertions.clear();
    }
  }

  private AccountLinking.Result logIn(Form query, Form form, LoginTrace trace)
      throws LoginRefused, SamlRefused {
    IdentityProvider idp =
        connection
            .identityProvider()
            .orElseThrow(
                () ->
                    new LoginRefused(
                        LoginFailure.IDENTITY_PROVIDER_NOT_CONFIGURED, "enter it first"));
    if (!query.value("connection").equals(Optional.of(connection.name()))) {
      throw new LoginRefused(LoginFailure.WRONG_CONNECTION, "unknown connection");
    }
    Optional<String> repeated = form.repeated();
    if (repeated.isPresent()) {
      throw new LoginRefused(LoginFailure.REPEATED_PARAMETER, repeated.get());
    }
    String encoded =
        form.value("SAMLResponse")
            .orElseThrow(() -> new LoginRefused(LoginFailure.MESSAGE_MISSING, "no SAMLResponse"));
    ReceivedResponse message = ReceivedResponse.read(encoded);
    List<String> statusCodes = ResponseCheck.statusCodes(message.response());
    trace.status(statusCodes);
    if (!statusCodes.equals(List.of(Saml.SUCCESS))) {
      throw new LoginRefused(LoginFailure.STATUS_NOT_SUCCESS, String.join(" ", statusCodes));
    }
    Element assertion = message.assertion();
    Switches switches = organization.switches();
    requireCurrent(idp.certificate(), switches);
    new SignatureCheck(
            idp.certificate(),
            switches.isOn(Switch.REFUSE_SHA1),
            switches.isOn(Switch.ASSERTION_MUST_BE_SIGNED))
        .verify(message, assertion);
    ReadAssertion read =
        ReadAssertion.of(
            new ResponseCheck(expected(idp, switches), settings.clock())
                .read(message.response(), assertion));
    trace.assertion(read, switches);
    Optional<PendingRequests.Pending> asked = matchRequest(read, form.value("RelayState"));
    asked.ifPresent(trace::answers);
    requireFirstUse(read.assertionId(), switches);
    return linking.link(read, asked.flatMap(PendingRequests.Pending::expectedEmail));
  }

  private ResponseCheck.Expected expected(IdentityProvider idp, Switches switches) {
    Optional<String> issuer =
        switches.isOn(Switch.CHECK_ISSUER) ? Optional.of(idp.entityId()) : Optional.empty();
    return new ResponseCheck.Expected(
        issuer, connection.entityId(), connection.assertionConsumer(), settings.clockSkew());
  }

  private void requireCurrent(X509Certificate certificate, Switches switches) throws LoginRefused {
    boolean expired = settings.clock().instant().isAfter(certificate.getNotAfter().toInstant());
    if (expired && switches.isOn(Switch.REFUSE_EXPIRED_CERTIFICATE)) {
      throw new LoginRefused(LoginFailure.CERTIFICATE_EXPIRED, "registered certificate expired");
    }
  }

  private Optional<PendingRequests.Pending> matchRequest(
      ReadAssertion read, Optional<String> relayState) throws LoginRefused {
    boolean enforce = organization.switches().isOn(Switch.ENFORCE_IN_RESPONSE_TO);
    if (read.inResponseTo().isEmpty()) {
      if (enforce && relayState.map(pending::awaits).orElse(false)) {
        throw new LoginRefused(
            LoginFailure.MISSING_IN_RESPONSE_TO, "RelayState belongs to a request");
      }
      return Optional.empty();
    }
    Optional<PendingRequests.Pending> asked = pending.take(read.inResponseTo().get());
    if (asked.isEmpty() && enforce) {
      throw new LoginRefused(
          LoginFailure.UNKNOWN_IN_RESPONSE_TO, "no such request, or already answered");
    }
    if (asked.isPresent() && !relayState.equals(Optional.of(asked.get().relayState()))) {
      throw new LoginRefused(LoginFailure.WRONG_RELAY_STATE, "RelayState is not the request's");
    }
    return asked;
  }

  private void requireFirstUse(String assertionId, Switches switches) throws LoginRefused {
    boolean used;
    synchronized (usedAssertions) {
      used = usedAssertions.putIfAbsent(assertionId, Boolean.TRUE) != null;
    }
    if (used && switches.isOn(Switch.SINGLE_USE_ASSERTIONS)) {
      throw new LoginRefused(LoginFailure.REPLAYED_ASSERTION, "assertion id was used before");
    }
  }
}
