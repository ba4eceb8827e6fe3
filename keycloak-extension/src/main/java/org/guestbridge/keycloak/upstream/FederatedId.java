package org.guestbridge.keycloak.upstream;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.guestbridge.core.identity.UpstreamSubject;

/**
 * The key of a person as the text by which Keycloak links a user to an identity provider. Different
 * keys have different texts, and each fits Keycloak's column of 255 characters: an Entra key stands
 * as it is, any other as the SHA-256 of its canonical bytes.
 */
final class FederatedId {

  private FederatedId() {}

  static String of(UpstreamSubject subject) {
    if (subject instanceof UpstreamSubject.Entra entra) {
      return "entra:" + entra.tenantId() + ":" + entra.objectId();
    }
    String protocol = subject instanceof UpstreamSubject.Oidc ? "oidc:" : "saml:";
    return protocol + HexFormat.of().formatHex(sha256(subject.canonicalBytes()));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("every JDK has SHA-256", broken);
    }
  }
}
