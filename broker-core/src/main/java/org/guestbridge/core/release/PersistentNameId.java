package org.guestbridge.core.release;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who a person is to one service provider that asks for a persistent identifier.
 *
 * <p>It is HMAC-SHA-256 over the service provider's entityID, keyed with the binding's random
 * internal id: for ever the same, since that id never changes and is never given to another
 * binding; different at each service provider, as SAML core 8.3.7 asks; and nobody who does not
 * know the internal id can lead it back or link two of them. A service provider that is sent the
 * internal id as an attribute knows it, of course. No key of the broker takes part: the identifiers
 * outlive every key roll-over, and each runtime that reads the registry makes the same.
 */
public final class PersistentNameId {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String LABEL = "guestbridge/persistent-name-id/1";

  private PersistentNameId() {}

  /** The identifier of a person at the service provider {@code entityId}: 64 hexadecimal digits. */
  public static String of(UUID internalId, String entityId) {
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
