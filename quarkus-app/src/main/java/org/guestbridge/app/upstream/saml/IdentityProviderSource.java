package org.guestbridge.app.upstream.saml;

import java.time.InstantSource;
import java.util.Optional;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Trust;

/** Where the keys and the sign-on address of one identity provider come from. */
interface IdentityProviderSource {

  /**
   * What holds now.
   *
   * @throws RefusalException when there is nothing to trust: metadata that cannot be had, are not
   *     valid any more, or hold no key
   */
  IdentityProviderMetadata current() throws RefusalException;

  /**
   * What holds after a signature that no known key made, when a look for new keys is due and
   * succeeds; empty otherwise. At most one look in five minutes.
   */
  default Optional<IdentityProviderMetadata> afterUnknownKey() {
    return Optional.empty();
  }

  /** The source that the realm file names. Making one calls nobody and reads nothing. */
  static IdentityProviderSource of(SamlUpstream upstream, SamlUpstreamServices services) {
    if (upstream.trust() instanceof Trust.Pinned pinned) {
      IdentityProviderMetadata metadata =
          new IdentityProviderMetadata(
              TrustedKeys.of(pinned.certificates()),
              pinned.signOn().toString(),
              Optional.empty(),
              Optional.empty());
      return () -> metadata;
    }
    if (upstream.trust() instanceof Trust.MetadataDocument document) {
      return new GivenMetadata(upstream.entityId(), document, services.clock());
    }
    return new FetchedMetadata(upstream, (Trust.MetadataUrl) upstream.trust(), services);
  }

  /**
   * The metadata, when they are still valid and send browsers to an acceptable place.
   *
   * @throws RefusalException {@code upstream_metadata_expired}, {@code upstream_metadata_invalid}
   */
  static IdentityProviderMetadata usable(IdentityProviderMetadata metadata, InstantSource clock)
      throws RefusalException {
    if (metadata.validUntil().filter(until -> !clock.instant().isBefore(until)).isPresent()) {
      throw new RefusalException(Code.UPSTREAM_METADATA_EXPIRED, "validUntil has passed");
    }
    boolean allowed =
        HttpAddress.parse(metadata.signOn()).filter(BoundedHttp::isAllowed).isPresent();
    if (!allowed) {
      throw new RefusalException(
          Code.UPSTREAM_METADATA_INVALID, "the sign-on address is neither https nor loopback");
    }
    return metadata;
  }
}
