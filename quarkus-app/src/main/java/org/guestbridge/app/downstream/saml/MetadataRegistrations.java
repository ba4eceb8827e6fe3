package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.ServiceProviderMetadata;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlRegistration.Binding;
import org.guestbridge.realm.SamlRegistration.Consumer;
import org.guestbridge.realm.SamlRegistration.SingleLogout;
import org.guestbridge.realm.load.MetadataReader;

/**
 * Makes registrations of metadata while a realm is loaded, and checks those that an upstream will
 * trust. A logout service without a key to verify its requests is left out, since no request of it
 * could ever be accepted.
 */
public final class MetadataRegistrations implements MetadataReader {

  private final XmlGate gate = new XmlGate();
  private final InstantSource clock;

  /** A reader that refuses what is expired by {@code clock}. */
  public MetadataRegistrations(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reads one document.
   *
   * @throws RefusalException XML_FORBIDDEN, XML_MALFORMED, SAML_REQUEST_OVERSIZED,
   *     SAML_METADATA_INVALID or SAML_METADATA_EXPIRED
   */
  @Override
  public SamlRegistration read(String metadata) throws RefusalException {
    ServiceProviderMetadata read =
        ServiceProviderMetadata.read(gate, metadata.getBytes(StandardCharsets.UTF_8));
    if (read.validUntil().isPresent() && !clock.instant().isBefore(read.validUntil().get())) {
      throw new RefusalException(
          Code.SAML_METADATA_EXPIRED, "The metadata were valid until " + read.validUntil().get());
    }
    boolean verifiable = !read.signingCertificates().isEmpty();
    if (read.requestsSigned() && !verifiable) {
      throw invalid("AuthnRequestsSigned is stated but no key to verify with.");
    }
    return new SamlRegistration(
        read.entityId(),
        consumers(read.consumers()),
        read.signingCertificates(),
        read.encryptionCertificates().stream().findFirst(),
        verifiable ? logout(read.logout()) : Optional.empty(),
        read.requestsSigned(),
        read.validUntil());
  }

  /**
   * Reads one document as a login will.
   *
   * @throws RefusalException XML_FORBIDDEN, XML_MALFORMED, UPSTREAM_METADATA_INVALID or
   *     UPSTREAM_METADATA_KEYS
   */
  @Override
  public void checkIdentityProvider(String metadata, String entityId) throws RefusalException {
    IdentityProviderMetadata.read(
        XmlGate.forMetadata(), metadata.getBytes(StandardCharsets.UTF_8), entityId);
  }

  private static List<Consumer> consumers(List<ServiceProviderMetadata.Consumer> all)
      throws RefusalException {
    List<Consumer> consumers = new ArrayList<>();
    for (ServiceProviderMetadata.Consumer each : all) {
      consumers.add(new Consumer(each.index(), url(each.location())));
    }
    return consumers;
  }

  private static Optional<SingleLogout> logout(Optional<ServiceProviderMetadata.Logout> stated)
      throws RefusalException {
    if (stated.isEmpty()) {
      return Optional.empty();
    }
    Binding binding = stated.get().redirect() ? Binding.REDIRECT : Binding.POST;
    return Optional.of(new SingleLogout(url(stated.get().location()), binding));
  }

  private static URI url(String text) throws RefusalException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw invalid("A Location is not a URL.");
    }
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_METADATA_INVALID, detail);
  }
}
