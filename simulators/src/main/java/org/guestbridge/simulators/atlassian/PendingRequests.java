package org.guestbridge.simulators.atlassian;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.Saml;

/**
 * Authentication requests on their way: unsigned, HTTP-Redirect with DEFLATE, without NameIDPolicy.
 * Each may be answered once within an hour; the oldest of too many are forgotten.
 */
final class PendingRequests {
  /** What was asked, and what must come back. */
  record Pending(String id, String relayState, Optional<String> expectedEmail, Instant expiresAt) {}

  private static final int MAXIMUM = 50_000;
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Pending> byId = new LinkedHashMap<>();
  private final Map<String, String> idByRelayState = new LinkedHashMap<>();

  PendingRequests(Clock clock) {
    this.clock = clock;
  }

  /** The address of the identity provider with a new request. */
  URI begin(
      IdentityProvider identityProvider,
      Connection connection,
      Optional<String> relayState,
      Optional<String> expectedEmail) {
    Instant now = clock.instant();
    String id = "_" + randomHex();
    Pending pending =
        new Pending(
            id, relayState.orElse("relay-" + randomHex()), expectedEmail, now.plus(LIFETIME));
    remember(pending);
    String request =
        """
        <samlp:AuthnRequest xmlns:samlp="%s" ID="%s" IssueInstant="%s" \
        AssertionConsumerServiceURL="%s" Destination="%s" \
        ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Version="2.0">\
        <saml:Issuer xmlns:saml="%s">%s</saml:Issuer></samlp:AuthnRequest>"""
            .formatted(
                Saml.PROTOCOL,
                id,
                now.truncatedTo(ChronoUnit.MILLIS),
                Page.escape(connection.assertionConsumer()),
                Page.escape(identityProvider.ssoUrl().toString()),
                Saml.ASSERTION,
                Page.escape(connection.entityId()));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("SAMLRequest", RedirectBinding.deflate(request));
    parameters.put("RelayState", pending.relayState());
    String base = identityProvider.ssoUrl().toString();
    return URI.create(base + (base.contains("?") ? "&" : "?") + Form.encode(parameters));
  }

  /** Takes, once, the request with this id, unless it is too old. */
  synchronized Optional<Pending> take(String id) {
    Pending pending = byId.remove(id);
    if (pending == null) {
      return Optional.empty();
    }
    idByRelayState.remove(pending.relayState(), id);
    return clock.instant().isBefore(pending.expiresAt()) ? Optional.of(pending) : Optional.empty();
  }

  /** True when this RelayState belongs to a request that is not answered yet. */
  synchronized boolean awaits(String relayState) {
    return idByRelayState.containsKey(relayState);
  }

  synchronized void clear() {
    byId.clear();
    idByRelayState.clear();
  }

  private synchronized void remember(Pending pending) {
    byId.put(pending.id(), pending);
    idByRelayState.put(pending.relayState(), pending.id());
    if (byId.size() > MAXIMUM) {
      take(byId.keySet().iterator().next());
    }
  }

  private String randomHex() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
