package org.guestbridge.app.samlxml;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;

/**
 * What the metadata of one service provider say (SAML metadata 2.4.4), well-formed but no more.
 *
 * @param entityId as written
 * @param validUntil the earliest that the entity or its role states
 * @param requestsSigned whether it declares that it signs every AuthnRequest
 * @param consumers its assertion consumer services by HTTP-POST, the default one first; at least
 *     one
 * @param signingCertificates of key entries for signing, or without a use
 * @param encryptionCertificates of key entries for encryption, or without a use
 * @param logout its single logout service, by HTTP-Redirect if there are two
 */
public record ServiceProviderMetadata(
    String entityId,
    Optional<Instant> validUntil,
    boolean requestsSigned,
    List<Consumer> consumers,
    List<X509Certificate> signingCertificates,
    List<X509Certificate> encryptionCertificates,
    Optional<Logout> logout) {

  public ServiceProviderMetadata {
    consumers = List.copyOf(consumers);
    signingCertificates = List.copyOf(signingCertificates);
    encryptionCertificates = List.copyOf(encryptionCertificates);
  }

  /**
   * Reads metadata. Their signature, if any, is read over: an administrator put the document where
   * it is, which says more than a key inside it.
   *
   * @throws RefusalException XML_FORBIDDEN, XML_MALFORMED or SAML_METADATA_INVALID
   */
  public static ServiceProviderMetadata read(XmlGate gate, byte[] bytes) throws RefusalException {
    return ServiceProviderMetadataReader.read(gate, bytes);
  }

  /** An assertion consumer service: its index and its Location. */
  public record Consumer(int index, String location) {}

  /**
   * A single logout service.
   *
   * @param location where responses go: ResponseLocation, if there is one
   * @param redirect whether its binding is HTTP-Redirect; HTTP-POST otherwise
   */
  public record Logout(String location, boolean redirect) {}
}
