package org.guestbridge.app.upstream.saml;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.samlxml.SigningKeys;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream;

/** Gets an identity provider's keys and addresses once, as a login gets them. */
public final class IdentityProviderProbe {

  private IdentityProviderProbe() {}

  /**
   * What a login would trust now.
   *
   * @param http its limit of size is that of metadata
   * @throws RefusalException as a login is refused: transport, {@code upstream_metadata_invalid},
   *     {@code upstream_metadata_expired}, {@code upstream_metadata_keys}, {@code
   *     upstream_metadata_signature}, {@code xml_forbidden}, {@code xml_malformed}
   */
  public static IdentityProviderMetadata look(
      SamlUpstream upstream, BoundedHttp http, InstantSource clock) throws RefusalException {
    SamlUpstreamServices services =
        new SamlUpstreamServices(
            http,
            clock,
            new SecureRandom(),
            Runnable::run,
            RsaSigner.ofJvm(),
            IdentityProviderProbe::noKeys);
    return IdentityProviderSource.of(upstream, services).current();
  }

  private static SigningKeys noKeys() {
    throw new IllegalStateException("a probe signs nothing");
  }
}
