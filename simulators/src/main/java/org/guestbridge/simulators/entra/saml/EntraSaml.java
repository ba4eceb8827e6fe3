package org.guestbridge.simulators.entra.saml;

import java.util.List;
import java.util.Optional;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.idp.IdpControl;
import org.guestbridge.simulators.saml.idp.IdpKeys;
import org.guestbridge.simulators.saml.idp.IdpLog;
import org.guestbridge.simulators.saml.idp.IdpMetadata;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.guestbridge.simulators.saml.idp.SamlIdp;

/**
 * A SAML application of a running tenant: {@code /{tid}/saml2} for login and logout, the federation
 * metadata, and the controls below {@code /simulator/saml}.
 */
public final class EntraSaml {
  private static final IdpMetadata.Style METADATA =
      new IdpMetadata.Style(true, true, Optional.empty(), Optional.empty());

  private final SimulatedEntra entra;
  private final EntraSamlSettings settings;
  private final SamlIdp idp;

  private EntraSaml(SimulatedEntra entra, EntraSamlSettings settings) {
    this.entra = entra;
    this.settings = settings;
    this.idp =
        new SamlIdp(
            new EntraProfile(entra, settings, address(entra)),
            entra.signInPage(),
            () -> credential(entra),
            entra.settings().clock());
  }

  /** Adds the application to the tenant; it answers when this returns. */
  public static EntraSaml register(
      SimulatedEntra entra, EntraSamlSettings settings, RegisteredServiceProvider... parties) {
    EntraSaml saml = new EntraSaml(entra, settings);
    List.of(parties).forEach(saml.idp::register);
    String tenant = "/" + entra.settings().tenantId();
    entra
        .routes()
        .get(tenant + "/saml2", saml.idp::endpoint)
        .post(tenant + "/saml2", saml.idp::endpoint)
        .get(tenant + "/federationmetadata/2007-06/federationmetadata.xml", saml::metadata);
    IdpControl.route(entra.routes(), "/simulator/saml", saml.idp);
    return saml;
  }

  /** Registers a service provider, instead of the one with the same entity id. */
  public EntraSaml register(RegisteredServiceProvider serviceProvider) {
    idp.register(serviceProvider);
    return this;
  }

  /** Issuer of responses and assertions: {@code https://sts.windows.net/{tid}/}. */
  public String entityId() {
    return idp.profile().issuer();
  }

  /** Login and logout URL. */
  public String endpoint() {
    return idp.profile().endpoint();
  }

  /** The address of the metadata with this application's certificates. */
  public String metadataUrl() {
    return entra.authority()
        + "/"
        + entra.settings().tenantId()
        + "/federationmetadata/2007-06/federationmetadata.xml?appid="
        + settings.applicationId();
  }

  /** Where a login starts that nobody asked for. */
  public String unsolicitedUrl() {
    return entra.authority() + "/simulator/saml/start";
  }

  public FaultOrders<SamlFault> faults() {
    return idp.faults();
  }

  public IdpKeys keys() {
    return idp.keys();
  }

  public IdpLog log() {
    return idp.log();
  }

  /** Without {@code appid} the tenant's own keys are shown, which sign no assertion. */
  private Response metadata(Request request) {
    Optional<String> application = request.query().value("appid");
    if (application.equals(Optional.of(settings.applicationId()))) {
      return idp.metadata(METADATA);
    }
    return idp.metadata(METADATA, entra.keys().certificates());
  }

  private static String address(SimulatedEntra entra) {
    return entra.authority() + "/" + entra.settings().tenantId() + "/saml2";
  }

  private static Credential credential(SimulatedEntra entra) {
    SelfSignedCertificate made =
        SelfSignedCertificate.generate(
            "Microsoft Azure Federated SSO Certificate", entra.settings().clock().instant());
    return new Credential(made.privateKey(), made.certificate());
  }
}
