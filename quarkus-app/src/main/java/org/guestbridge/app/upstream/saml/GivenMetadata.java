package org.guestbridge.app.upstream.saml;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.jspecify.annotations.Nullable;

/** Metadata that came with the realm file; read once, held as long as they are valid. */
final class GivenMetadata implements IdentityProviderSource {

  private final String entityId;
  private final Trust.MetadataDocument document;
  private final InstantSource clock;
  private volatile @Nullable IdentityProviderMetadata read;

  GivenMetadata(String entityId, Trust.MetadataDocument document, InstantSource clock) {
    this.entityId = entityId;
    this.document = document;
    this.clock = clock;
  }

  @Override
  public IdentityProviderMetadata current() throws RefusalException {
    IdentityProviderMetadata metadata = read;
    if (metadata == null) {
      metadata =
          IdentityProviderMetadata.read(
              XmlGate.forMetadata(),
              document.document().getBytes(StandardCharsets.UTF_8),
              entityId);
      read = metadata;
    }
    return IdentityProviderSource.usable(metadata, clock);
  }
}
