package org.guestbridge.realm;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.function.Function;

/** How the broker proves to the upstream who it is. */
public sealed interface Credential {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<ClientSecret, T> secret, Function<ClientCertificate, T> certificate) {
    return this instanceof ClientSecret credential
        ? secret.apply(credential)
        : certificate.apply((ClientCertificate) this);
  }

  /**
   * A client secret of the app registration.
   *
   * @param value the secret
   */
  record ClientSecret(Secret value) implements Credential {}

  /**
   * A certificate that the app registration knows, with its private key.
   *
   * @param certificate the certificate; its thumbprint goes into the assertion's header
   * @param key the RSA key of that certificate, 2048 bits or more
   */
  record ClientCertificate(X509Certificate certificate, RSAPrivateKey key) implements Credential {

    /** Redacted. */
    @Override
    public String toString() {
      return "[client certificate]";
    }
  }
}
