package org.guestbridge.app.samlxml;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/**
 * The one place where the broker's SAML key signs: RSASSA-PKCS1-v1_5 with SHA-256. A faster
 * provider is set here, together with a {@link SigningKey} whose private key is of the same
 * provider.
 */
public final class RsaSigner {

  private static final String ALGORITHM = SignatureAlgorithm.RSA_SHA256.jcaName();

  private final Optional<Provider> provider;

  private RsaSigner(Optional<Provider> provider) {
    this.provider = provider;
  }

  /** Signs with whichever provider the JVM prefers for the key. */
  public static RsaSigner ofJvm() {
    return new RsaSigner(Optional.empty());
  }

  /** Signs with that provider; it need not be registered. */
  public static RsaSigner of(Provider provider) {
    return new RsaSigner(Optional.of(provider));
  }

  byte[] sign(SigningKey key, byte[] bytes) {
    try {
      Signature signature =
          provider.isPresent()
              ? Signature.getInstance(ALGORITHM, provider.get())
              : Signature.getInstance(ALGORITHM);
      signature.initSign(key.privateKey());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the signing key does not sign", e);
    }
  }
}
