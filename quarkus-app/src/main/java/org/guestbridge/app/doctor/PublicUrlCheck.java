package org.guestbridge.app.doctor;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import org.guestbridge.app.downstream.saml.SamlSite;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;

/** Asks the broker at its public address for its metadata. */
final class PublicUrlCheck implements Check {

  private final Realm realm;
  private final KeyRingLocation ring;
  private final boolean runsHere;
  private final BoundedHttp http;
  private final InstantSource clock;

  /**
   * A check of the public address.
   *
   * @param ring whose active certificate has to be published
   * @param runsHere whether a broker was found to run on this machine
   * @param http its limit of size is that of metadata
   */
  PublicUrlCheck(
      Realm realm, KeyRingLocation ring, boolean runsHere, BoundedHttp http, InstantSource clock) {
    this.realm = realm;
    this.ring = ring;
    this.runsHere = runsHere;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "publicUrl";
  }

  @Override
  public List<Finding> run() {
    if (!resolves(realm.publicUrl())) {
      return found(Diagnosis.PUBLIC_URL_UNRESOLVED, "no address");
    }
    String entityId =
        new SamlSite(realm.id(), realm.publicUrl(), realm.domains(), List.of()).entityId();
    HttpAnswer answer;
    try {
      answer = http.get(URI.create(entityId), "application/samlmetadata+xml").requireReachable();
    } catch (RefusalException refusal) {
      Diagnosis unreached =
          runsHere ? Diagnosis.PUBLIC_URL_UNREACHABLE : Diagnosis.PUBLIC_URL_SILENT;
      return found(
          OidcUpstreamCheck.isTransport(refusal) ? unreached : Diagnosis.PUBLIC_URL_FOREIGN,
          OidcUpstreamCheck.seen(refusal));
    }
    if (answer.status() != 200) {
      return found(Diagnosis.PUBLIC_URL_FOREIGN, "status " + answer.status());
    }
    return compare(answer.body(), entityId);
  }

  private List<Finding> compare(byte[] document, String entityId) {
    IdentityProviderMetadata metadata;
    try {
      metadata = IdentityProviderMetadata.read(XmlGate.forMetadata(), document, entityId);
    } catch (RefusalException refusal) {
      return found(Diagnosis.PUBLIC_URL_FOREIGN, OidcUpstreamCheck.seen(refusal));
    }
    try {
      var active = KeyRing.open(ring).keys(realm.id()).at(clock.instant()).active();
      return metadata.keys().contain(active.certificate())
          ? found(Diagnosis.PUBLIC_URL_OK, "the active key is published")
          : found(Diagnosis.PUBLIC_URL_OTHER_KEY, "key " + active.serial() + " is not published");
    } catch (RefusalException alreadyFound) {
      return found(Diagnosis.PUBLIC_URL_OK, "without a key ring to compare with");
    }
  }

  /** Whether the host of {@code address} has an address. */
  static boolean resolves(URI address) {
    try {
      return InetAddress.getAllByName(address.getHost()).length > 0;
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private List<Finding> found(Diagnosis diagnosis, String seen) {
    return List.of(Finding.of(diagnosis, realm.publicUrl().toString(), seen));
  }
}
