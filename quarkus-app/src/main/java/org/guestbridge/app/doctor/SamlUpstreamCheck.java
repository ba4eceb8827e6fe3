package org.guestbridge.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.upstream.saml.IdentityProviderProbe;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Trust;

/** Reads an identity provider's metadata, as the first login would. */
final class SamlUpstreamCheck implements Check {

  private static final Duration AHEAD = Duration.ofDays(30);

  private final SamlUpstream upstream;
  private final BoundedHttp http;
  private final InstantSource clock;

  /**
   * A check of one upstream.
   *
   * @param http its limit of size is that of metadata
   */
  SamlUpstreamCheck(SamlUpstream upstream, BoundedHttp http, InstantSource clock) {
    this.upstream = upstream;
    this.http = http;
    this.clock = clock;
  }

  /** Whether metadata have to be fetched. */
  static boolean asksTheWorld(SamlUpstream upstream) {
    return upstream.trust() instanceof Trust.MetadataUrl;
  }

  @Override
  public String name() {
    return "upstream " + upstream.name();
  }

  @Override
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(metadata());
    if (upstream.trust() instanceof Trust.MetadataUrl metadata) {
      clock(metadata).ifPresent(findings::add);
    }
    return findings;
  }

  private Finding metadata() {
    try {
      IdentityProviderMetadata read = IdentityProviderProbe.look(upstream, http, clock);
      String keys = read.keys().count() + " signing key(s)";
      if (upstream.trust() instanceof Trust.Pinned) {
        return finding(Diagnosis.UPSTREAM_METADATA_PINNED, keys);
      }
      String seen =
          keys + ", " + signed() + read.validUntil().map(until -> ", until " + until).orElse("");
      boolean ending =
          upstream.trust() instanceof Trust.MetadataDocument
              && read.validUntil()
                  .filter(until -> until.isBefore(clock.instant().plus(AHEAD)))
                  .isPresent();
      return finding(
          ending ? Diagnosis.UPSTREAM_METADATA_ENDING : Diagnosis.UPSTREAM_METADATA_OK, seen);
    } catch (RefusalException refusal) {
      return finding(
          OidcUpstreamCheck.isTransport(refusal)
              ? Diagnosis.UPSTREAM_UNREACHABLE
              : Diagnosis.UPSTREAM_METADATA_INVALID,
          OidcUpstreamCheck.seen(refusal));
    }
  }

  private String signed() {
    if (upstream.trust() instanceof Trust.MetadataUrl metadata) {
      return metadata.signers().isEmpty() ? "trusted by transport" : "signature verified";
    }
    return "from the realm's files";
  }

  private Optional<Finding> clock(Trust.MetadataUrl metadata) {
    try {
      Instant before = clock.instant();
      Optional<Instant> date = http.get(metadata.url(), "*/*").date();
      return ClockComparison.with(upstream.name(), date, before, clock.instant());
    } catch (RefusalException alreadyFound) {
      return Optional.empty();
    }
  }

  private Finding finding(Diagnosis diagnosis, String seen) {
    return Finding.of(diagnosis, upstream.name(), seen);
  }
}
