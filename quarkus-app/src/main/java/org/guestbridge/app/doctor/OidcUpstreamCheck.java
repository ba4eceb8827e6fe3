package org.guestbridge.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.upstream.oidc.ProviderProbe;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;

/** Asks an OpenID provider for its metadata and its keys, as the first login would. */
final class OidcUpstreamCheck implements Check {

  private static final Duration SLOW = Duration.ofSeconds(3);

  private final String subject;
  private final OidcProvider provider;
  private final boolean logout;
  private final BoundedHttp http;
  private final InstantSource clock;

  /**
   * A check of one discovery document.
   *
   * @param logout whether the realm sends people to the provider's logout
   */
  OidcUpstreamCheck(
      String subject,
      OidcProvider provider,
      boolean logout,
      BoundedHttp http,
      InstantSource clock) {
    this.subject = subject;
    this.provider = provider;
    this.logout = logout;
    this.http = http;
    this.clock = clock;
  }

  /** The checks of one upstream: of Azure AD B2C one for each policy, since each has metadata. */
  static Stream<Check> of(OidcUpstream upstream, BoundedHttp http, InstantSource clock) {
    if (upstream.provider() instanceof OidcProvider.B2c b2c) {
      return Stream.concat(b2c.policies().stream(), b2c.passwordReset().stream())
          .map(
              policy ->
                  new OidcUpstreamCheck(
                      upstream.name() + "/" + policy,
                      withPolicy(b2c, policy),
                      upstream.upstreamLogout(),
                      http,
                      clock));
    }
    return Stream.of(
        new OidcUpstreamCheck(
            upstream.name(), upstream.provider(), upstream.upstreamLogout(), http, clock));
  }

  private static OidcProvider withPolicy(OidcProvider.B2c b2c, String policy) {
    return new OidcProvider.B2c(
        b2c.authority(), b2c.tenantName(), b2c.tenant(), List.of(policy), Optional.empty());
  }

  @Override
  public String name() {
    return "upstream " + subject;
  }

  @Override
  public List<Finding> run() {
    ProviderProbe probe = new ProviderProbe(provider, http);
    ProviderProbe.Discovered discovered;
    List<Finding> findings = new ArrayList<>();
    try {
      Instant before = clock.instant();
      discovered = probe.discover();
      Instant after = clock.instant();
      findings.add(discovered(Duration.between(before, after)));
      ClockComparison.with(subject, discovered.date(), before, after).ifPresent(findings::add);
    } catch (RefusalException refusal) {
      return List.of(refused(refusal, Diagnosis.UPSTREAM_DISCOVERY_INVALID));
    }
    findings.add(pkce(discovered.pkce()));
    findings.add(keys(probe, discovered));
    if (logout && !discovered.endsSessions()) {
      findings.add(
          Finding.of(Diagnosis.UPSTREAM_LOGOUT_MISSING, subject, "no usable end_session_endpoint"));
    }
    return findings;
  }

  private Finding discovered(Duration took) {
    Diagnosis diagnosis =
        took.compareTo(SLOW) > 0 ? Diagnosis.UPSTREAM_SLOW : Diagnosis.UPSTREAM_DISCOVERY_OK;
    return Finding.of(diagnosis, subject, "answered in " + took.toMillis() + " ms");
  }

  private Finding pkce(ProviderProbe.Pkce stated) {
    return switch (stated) {
      case S256 -> Finding.of(Diagnosis.UPSTREAM_PKCE_OK, subject, "S256 is listed");
      case WITHOUT_S256 ->
          Finding.of(Diagnosis.UPSTREAM_PKCE_MISSING, subject, "methods are listed, S256 is not");
      case UNSTATED ->
          provider instanceof OidcProvider.Generic
              ? Finding.of(Diagnosis.UPSTREAM_PKCE_UNSTATED, subject, "no methods are listed")
              : Finding.of(
                  Diagnosis.UPSTREAM_PKCE_OK,
                  subject,
                  "Microsoft supports S256 though its metadata do not list it");
    };
  }

  private Finding keys(ProviderProbe probe, ProviderProbe.Discovered discovered) {
    try {
      int usable = probe.usableKeys(discovered);
      return Finding.of(
          Diagnosis.UPSTREAM_KEYS_OK, subject, usable + (usable == 1 ? " key" : " keys"));
    } catch (RefusalException refusal) {
      return refused(refusal, Diagnosis.UPSTREAM_KEYS_INVALID);
    }
  }

  private Finding refused(RefusalException refusal, Diagnosis invalid) {
    return Finding.of(
        isTransport(refusal) ? Diagnosis.UPSTREAM_UNREACHABLE : invalid, subject, seen(refusal));
  }

  /** Whether there was no complete answer, so that nothing can be said about its content. */
  static boolean isTransport(RefusalException refusal) {
    return refusal.code() == Code.UPSTREAM_UNREACHABLE || refusal.code() == Code.UPSTREAM_SLOW;
  }

  /** Code and detail of a refusal, which hold no personal value. */
  static String seen(RefusalException refusal) {
    return refusal.code().text() + ": " + refusal.detail();
  }
}
