package org.guestbridge.app.expiry;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.guestbridge.realm.Upstream;

/** The certificates that a realm file names or refers to. */
public final class RealmCertificates {

  private final Realm realm;

  private RealmCertificates(Realm realm) {
    this.realm = realm;
  }

  /**
   * The broker's credentials at upstreams, the keys of upstreams that the realm pins, and the keys
   * of service providers. What a metadata document holds is not among them: its publisher rolls it
   * over.
   */
  public static Stream<ExpiringCertificate> of(Realm realm) {
    RealmCertificates certificates = new RealmCertificates(realm);
    return Stream.concat(
        realm.upstreams().values().stream().flatMap(certificates::ofUpstream),
        realm.downstreams().values().stream().flatMap(certificates::ofDownstream));
  }

  private Stream<ExpiringCertificate> ofUpstream(Upstream upstream) {
    return Stream.concat(
        credential(upstream).stream()
            .map(
                credential ->
                    new ExpiringCertificate(
                        realm.id(),
                        CertificatePurpose.UPSTREAM_CREDENTIAL,
                        upstream.name(),
                        credential.certificate())),
        numbered(CertificatePurpose.UPSTREAM_SIGNING, upstream.name(), pinned(upstream)));
  }

  private Stream<ExpiringCertificate> ofDownstream(Downstream downstream) {
    return downstream instanceof SamlServiceProvider saml
        ? numbered(
            CertificatePurpose.DOWNSTREAM_SIGNING,
            saml.name(),
            saml.registration().signingCertificates())
        : Stream.empty();
  }

  private static Optional<ClientCertificate> credential(Upstream upstream) {
    if (upstream instanceof SamlUpstream saml) {
      return saml.decryption();
    }
    return upstream instanceof OidcUpstream oidc
            && oidc.credential() instanceof ClientCertificate certificate
        ? Optional.of(certificate)
        : Optional.empty();
  }

  private static List<X509Certificate> pinned(Upstream upstream) {
    if (upstream instanceof SamlUpstream saml) {
      if (saml.trust() instanceof Trust.Pinned pinned) {
        return pinned.certificates();
      }
      if (saml.trust() instanceof Trust.MetadataUrl metadata) {
        return metadata.signers();
      }
    }
    return List.of();
  }

  private Stream<ExpiringCertificate> numbered(
      CertificatePurpose purpose, String name, List<X509Certificate> certificates) {
    return IntStream.range(0, certificates.size())
        .mapToObj(
            i ->
                new ExpiringCertificate(
                    realm.id(), purpose, name + "/" + (i + 1), certificates.get(i)));
  }
}
