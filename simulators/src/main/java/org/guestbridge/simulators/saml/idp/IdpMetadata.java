package org.guestbridge.simulators.saml.idp;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.EnvelopedSigner;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;

/** Writes the metadata of an identity provider, with the ordered faults. */
public final class IdpMetadata {
  static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
  private static final String BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:";
  private static final int OVERSIZED = 16 * 1024 * 1024;

  /**
   * How the metadata looks.
   *
   * @param signed whether the document is signed with the key that signs assertions
   * @param signingUse whether a KeyDescriptor says {@code use="signing"}; without it the key serves
   *     for everything
   * @param validFor from now to {@code validUntil}; empty leaves it out
   * @param cacheDuration as {@code cacheDuration} says it; empty leaves it out
   */
  public record Style(
      boolean signed,
      boolean signingUse,
      Optional<Duration> validFor,
      Optional<Duration> cacheDuration) {}

  private final IdpProfile profile;
  private final IdpKeys keys;
  private final FaultOrders<SamlFault> faults;
  private final Clock clock;

  IdpMetadata(IdpProfile profile, IdpKeys keys, FaultOrders<SamlFault> faults, Clock clock) {
    this.profile = profile;
    this.keys = keys;
    this.faults = faults;
    this.clock = clock;
  }

  /** The metadata with these certificates. */
  Response answer(Style style, List<X509Certificate> certificates) {
    if (faults.take(SamlFault.METADATA_SLOW)) {
      faults.pause();
    }
    if (faults.take(SamlFault.METADATA_500)) {
      return Response.text(500, "Internal server error");
    }
    if (faults.take(SamlFault.METADATA_GARBAGE)) {
      return xml("<md:EntityDescriptor entityID=");
    }
    if (faults.take(SamlFault.METADATA_OVERSIZED)) {
      return xml(write(style, certificates) + " ".repeat(OVERSIZED));
    }
    return xml(write(style, certificates));
  }

  private String write(Style style, List<X509Certificate> certificates) {
    boolean another = faults.take(SamlFault.METADATA_OTHER_ENTITY);
    SamlElement entity =
        SamlElement.root(METADATA, "md:EntityDescriptor")
            .attribute("ID", "_" + UUID.randomUUID())
            .attribute("entityID", another ? "https://idp.attacker.example/" : profile.issuer())
            .attribute("validUntil", validUntil(style).map(Instant::toString))
            .attribute("cacheDuration", style.cacheDuration().map(Duration::toString));
    SamlElement descriptor =
        entity
            .add(METADATA, "md:IDPSSODescriptor")
            .attribute("protocolSupportEnumeration", Saml.PROTOCOL);
    if (!faults.take(SamlFault.METADATA_WITHOUT_KEY)) {
      certificates.forEach(certificate -> key(descriptor, certificate, style.signingUse()));
    }
    endpoint(descriptor, "SingleLogoutService", "HTTP-Redirect");
    for (String format :
        List.of(NameIdFormat.EMAIL_ADDRESS, NameIdFormat.PERSISTENT, NameIdFormat.UNSPECIFIED)) {
      descriptor.add(METADATA, "md:NameIDFormat").text(format);
    }
    endpoint(descriptor, "SingleSignOnService", "HTTP-Redirect");
    endpoint(descriptor, "SingleSignOnService", "HTTP-POST");
    boolean stranger = faults.take(SamlFault.METADATA_SIGNED_BY_OTHER_KEY);
    if (style.signed() || stranger) {
      Credential signer = stranger ? keys.stranger() : keys.current();
      new EnvelopedSigner(signer).sign(entity.element());
    }
    return entity.write();
  }

  private Optional<Instant> validUntil(Style style) {
    if (faults.take(SamlFault.METADATA_EXPIRED)) {
      return Optional.of(clock.instant().minus(Duration.ofHours(1)));
    }
    return style.validFor().map(duration -> clock.instant().plus(duration));
  }

  private static void key(SamlElement descriptor, X509Certificate certificate, boolean use) {
    SamlElement key = descriptor.add(METADATA, "md:KeyDescriptor");
    if (use) {
      key.attribute("use", "signing");
    }
    key.add(Saml.SIGNATURE, "ds:KeyInfo")
        .add(Saml.SIGNATURE, "ds:X509Data")
        .add(Saml.SIGNATURE, "ds:X509Certificate")
        .text(Credential.text(certificate));
  }

  private void endpoint(SamlElement descriptor, String service, String binding) {
    descriptor
        .add(METADATA, "md:" + service)
        .attribute("Binding", BINDING + binding)
        .attribute("Location", profile.endpoint());
  }

  private static Response xml(String text) {
    return Response.text(200, text).withHeader("Content-Type", "application/samlmetadata+xml");
  }
}
