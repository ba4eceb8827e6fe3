package org.guestbridge.core.ledger;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.text.CanonicalBytes;
import org.guestbridge.core.text.EmailAddress;

/**
 * The key of the registry's uniqueness columns, and the only maker of the digests in them.
 *
 * <p>A digest is HMAC-SHA-256 over a label, a zero byte and the canonical bytes, so a person's
 * plain values can be erased while key and address stay taken, and who reads the database without
 * the key cannot test a guess.
 *
 * <p>The key is never rotated. After erasure nothing plain is left to digest anew, so under another
 * key every tombstone would be a free name again. It is backed up with the database; a registry
 * without its key has to be treated as lost.
 */
public final class RegistryKey {

  /** Length of the key, in bytes. */
  public static final int LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKey key;

  private RegistryKey(SecretKey key) {
    this.key = key;
  }

  /**
   * The key of {@code bytes}, which are copied.
   *
   * @throws IllegalArgumentException unless there are exactly 32
   */
  public static RegistryKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("the registry key has 32 bytes");
    }
    return new RegistryKey(new SecretKeySpec(bytes, ALGORITHM));
  }

  /** The digest of a person's key, 32 bytes. */
  public byte[] digest(UpstreamSubject subject) {
    return digest("guestbridge/subject/1", subject.canonicalBytes());
  }

  /** The digest of an address, 32 bytes. */
  public byte[] digest(EmailAddress address) {
    return digest("guestbridge/address/1", address.value().getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of a mark's kind, issuer and id, 32 bytes. */
  public byte[] digest(OnceMark mark) {
    List<String> parts = List.of(mark.kind().name(), mark.issuer(), mark.id());
    return digest("guestbridge/mark/1", CanonicalBytes.of(parts));
  }

  /**
   * The digest of the names that are released of a binding, 32 bytes. Two people of one name have
   * two digests.
   */
  public byte[] digest(UUID bindingId, String givenName, String surname) {
    List<String> parts = List.of(bindingId.toString(), givenName, surname);
    return digest("guestbridge/names/1", CanonicalBytes.of(parts));
  }

  private byte[] digest(String label, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(label.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 0);
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException broken) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", broken);
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[registry key]";
  }
}
