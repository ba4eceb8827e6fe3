package org.guestbridge.simulators.saml.generic;

import java.net.URI;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.entra.SignInPage;
import org.guestbridge.simulators.http.FaultOrders;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;
import org.guestbridge.simulators.saml.Credential;
import org.guestbridge.simulators.saml.idp.IdpControl;
import org.guestbridge.simulators.saml.idp.IdpKeys;
import org.guestbridge.simulators.saml.idp.IdpLog;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.guestbridge.simulators.saml.idp.SamlIdp;

/**
 * A SAML identity provider on 127.0.0.1 that is not Entra; its controls are below {@code
 * /simulator}. The people have the same keys as those of the simulated tenant.
 */
public final class SimulatedSamlIdp implements AutoCloseable {
  private final LoopbackServer server;
  private final Directory directory;
  private final SamlIdp idp;
  private final String metadataPath;
  private final SamlIdpSettings settings;

  private SimulatedSamlIdp(SamlIdpSettings settings) {
    this.settings = settings;
    this.server = LoopbackServer.bind(settings.port(), "simulated-saml-idp");
    this.directory =
        Directory.withDefaultPeople(
            EntraSettings.DEFAULT_TENANT, EntraSettings.DEFAULT_INITIAL_DOMAIN);
    String policy =
        settings
            .b2cPolicy()
            .map(name -> "/" + EntraSettings.DEFAULT_INITIAL_DOMAIN + "/" + name)
            .orElse("");
    this.metadataPath = policy.isEmpty() ? "/saml/metadata" : policy + "/samlp/metadata";
    String login = policy.isEmpty() ? "/saml/sso" : policy + "/samlp/sso/login";
    String issuer =
        settings.entityId().orElse(server.base() + (policy.isEmpty() ? metadataPath : policy));
    this.idp =
        new SamlIdp(
            new GenericProfile(issuer, server.base() + login, settings.attributeNames()),
            new SignInPage("This is a simulated SAML identity provider.", directory),
            this::credential,
            settings.clock());
    Routes routes = new Routes();
    routes
        .get(login, idp::endpoint)
        .post(login, idp::endpoint)
        .get(metadataPath, request -> metadata());
    IdpControl.route(routes, "/simulator", idp);
    server.serve(routes);
  }

  /** Starts an identity provider; it answers when this returns. */
  public static SimulatedSamlIdp start(
      SamlIdpSettings settings, RegisteredServiceProvider... serviceProviders) {
    SimulatedSamlIdp started = new SimulatedSamlIdp(settings);
    for (RegisteredServiceProvider serviceProvider : serviceProviders) {
      started.register(serviceProvider);
    }
    return started;
  }

  /** Registers a service provider, instead of the one with the same entity id. */
  public SimulatedSamlIdp register(RegisteredServiceProvider serviceProvider) {
    idp.register(serviceProvider);
    return this;
  }

  public URI base() {
    return server.base();
  }

  public String entityId() {
    return idp.profile().issuer();
  }

  /** Login and logout URL. */
  public String endpoint() {
    return idp.profile().endpoint();
  }

  public String metadataUrl() {
    return server.base() + metadataPath;
  }

  /** Where a login starts that nobody asked for. */
  public String unsolicitedUrl() {
    return server.base() + "/simulator/start";
  }

  public Directory directory() {
    return directory;
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

  @Override
  public void close() {
    server.close();
  }

  private Response metadata() {
    return idp.metadata(settings.metadata());
  }

  private Credential credential() {
    SelfSignedCertificate made =
        SelfSignedCertificate.generate("simulated-saml-idp", settings.clock().instant());
    return new Credential(made.privateKey(), made.certificate());
  }
}
