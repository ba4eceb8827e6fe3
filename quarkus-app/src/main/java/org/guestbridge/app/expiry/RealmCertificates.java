package org.guestbridge.app.expiry;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Credential.ClientCertificate;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Downstream.AtlassianSaml;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.Upstream.EntraOidc;

/** The certificates that a realm file names or refers to. */
public final class RealmCertificates {

  private RealmCertificates() {}

  /** Upstream credentials and the keys of service providers. */
  public static Stream<ExpiringCertificate> of(Realm realm) {
    return Stream.concat(
        realm.upstreams().values().stream().flatMap(each -> credential(realm.id(), each)),
        realm.downstreams().values().stream().flatMap(each -> requestKeys(realm.id(), each)));
  }

  private static Stream<ExpiringCertificate> credential(RealmId realm, Upstream upstream) {
    return upstream instanceof EntraOidc entra
            && entra.credential() instanceof ClientCertificate credential
        ? Stream.of(
            new ExpiringCertificate(
                realm,
                CertificatePurpose.UPSTREAM_CREDENTIAL,
                upstream.name(),
                credential.certificate()))
        : Stream.empty();
  }

  private static Stream<ExpiringCertificate> requestKeys(RealmId realm, Downstream downstream) {
    return downstream instanceof AtlassianSaml saml
        ? IntStream.range(0, saml.signingCertificates().size())
            .mapToObj(
                i ->
                    new ExpiringCertificate(
                        realm,
                        CertificatePurpose.DOWNSTREAM_SIGNING,
                        saml.name() + "/" + (i + 1),
                        saml.signingCertificates().get(i)))
        : Stream.empty();
  }
}
