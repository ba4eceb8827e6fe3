package org.guestbridge.app.downstream.saml;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.core.release.ReleasedIdentity;

/**
 * Who a person is to one service provider (SAML core 8.3).
 *
 * <p>A persistent identifier is HMAC-SHA-256 over the service provider's entityID, keyed with the
 * binding's random internal id: for ever the same, since that id never changes and is never given
 * to another binding; different at each service provider, as SAML core 8.3.7 asks; and nobody who
 * does not know the internal id can lead it back or link two of them. A service provider that is
 * sent the internal id as an attribute knows it, of course. No key of the broker takes part: the
 * identifiers outlive every key roll-over, and each runtime that reads the registry makes the same.
 */
final class NameIds {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String LABEL = "guestbridge/persistent-name-id/1";

  private final MessageIds ids;

  NameIds(MessageIds ids) {
    this.ids = ids;
  }

  String of(ServiceProvider provider, ReleasedIdentity identity) {
    return switch (provider.settings().nameIdFormat()) {
      case EMAIL, UNSPECIFIED -> identity.address().value();
      case PERSISTENT -> persistent(identity.internalId(), provider.entityId());
      case TRANSIENT -> ids.next();
    };
  }

  static String persistent(UUID internalId, String entityId) {
    byte[] key =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(internalId.getMostSignificantBits())
            .putLong(internalId.getLeastSignificantBits())
            .array();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(LABEL.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(entityId.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException everyJdkHasIt) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", everyJdkHasIt);
    }
  }
}
