package org.guestbridge.app.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/**
 * The keys of one broker: the RSA key that signs assertions with its certificate, the key that
 * seals cookies, and the key of the registry's digests.
 *
 * <p>The registry key is never rotated and never replaced. Every uniqueness column of the registry
 * is a digest under it: with another key the registry no longer recognises the people and addresses
 * it knows, and would give a second alias to everybody. Back the ring up together with the
 * database.
 */
public final class KeyRing {

  private final SigningEntry signing;
  private final SecretKey cookieKey;
  private final SecretKey registryKey;

  KeyRing(SigningEntry signing, SecretKey cookieKey, SecretKey registryKey) {
    this.signing = signing;
    this.cookieKey = cookieKey;
    this.registryKey = registryKey;
  }

  /**
   * Opens the ring at {@code location}.
   *
   * @throws RefusalException {@code key_ring_missing} when there is none, {@code
   *     key_ring_unreadable} when file, permissions, password or content are wrong
   */
  public static KeyRing open(KeyRingLocation location) throws RefusalException {
    return new KeyRingFile(location).open();
  }

  /**
   * Makes a ring at {@code location}, and its password when neither the environment nor a file
   * holds one.
   *
   * @param realm named in the certificate
   * @param size of the signing key
   * @throws RefusalException {@code key_ring_exists} when there is a ring; it is left as it was
   */
  public static KeyRing generate(
      KeyRingLocation location, RealmId realm, KeySize size, InstantSource clock)
      throws RefusalException {
    return new KeyRingFile(location).generate(realm, size, clock.instant());
  }

  /** The private key that signs assertions. */
  public PrivateKey signingKey() {
    return signing.key();
  }

  /** The certificate that service providers pin. */
  public X509Certificate signingCertificate() {
    return signing.certificate();
  }

  /** The realm that the certificate names, when it names one as {@link #generate} does. */
  public Optional<RealmId> realm() {
    String name = signing.certificate().getSubjectX500Principal().getName();
    return name.startsWith("CN=") && name.endsWith(SelfSigned.NAME_SUFFIX)
        ? RealmId.parse(name.substring(3, name.length() - SelfSigned.NAME_SUFFIX.length()))
        : Optional.empty();
  }

  /** The AES-256 key that seals cookies. */
  public SecretKey cookieKey() {
    return cookieKey;
  }

  /** The key of the registry's digests. */
  public RegistryKey registryKey() {
    return RegistryKey.of(registryKey.getEncoded());
  }

  /** What the nodes that share this ring show one another; made anew at each call. */
  public NodeIdentity nodeIdentity(InstantSource clock) {
    return NodeIdentity.derive(registryKey, clock.instant());
  }

  SecretKey registrySecret() {
    return registryKey;
  }

  /**
   * What tells two rings apart without telling anything of the keys, 32 hexadecimal characters;
   * nodes compare it before they are ready.
   */
  public String thumbprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(signing.certificate().getEncoded());
      digest.update(proofOf(cookieKey));
      digest.update(proofOf(registryKey));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  /** The SHA-256 fingerprint of the certificate, lower case hexadecimal. */
  public String certificateFingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(signing.certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks SHA-256", e);
    }
  }

  /** The certificate as PEM, the block to paste into Atlassian. */
  public String certificatePem() {
    try {
      return Pem.encode("CERTIFICATE", signing.certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate does not encode", e);
    }
  }

  /**
   * The signing key as PEM (PKCS#8, not encrypted): for an {@link OwnerOnlyFile} and nothing else.
   */
  public byte[] exposeSigningKeyPem() {
    return Pem.encode("PRIVATE KEY", signing.key().getEncoded())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] proofOf(SecretKey key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    return mac.doFinal("guestbridge key ring thumbprint".getBytes(StandardCharsets.US_ASCII));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[key ring " + thumbprint() + "]";
  }

  /**
   * A signing key with its certificate.
   *
   * @param key the private half
   * @param certificate over the public half
   */
  record SigningEntry(PrivateKey key, X509Certificate certificate) {

    /** Redacted. */
    @Override
    public String toString() {
      return "[signing key]";
    }
  }
}
