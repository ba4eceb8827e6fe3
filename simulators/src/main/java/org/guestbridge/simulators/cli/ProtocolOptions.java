package org.guestbridge.simulators.cli;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.OidcFlavour;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.entra.saml.EntraSaml;
import org.guestbridge.simulators.entra.saml.EntraSamlSettings;
import org.guestbridge.simulators.saml.generic.SamlIdpSettings;
import org.guestbridge.simulators.saml.generic.SimulatedSamlIdp;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.sp.ServiceProviderSettings;
import org.guestbridge.simulators.saml.sp.SimulatedServiceProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for more than one tenant and one organization; without them nothing is added. */
final class ProtocolOptions implements AutoCloseable {
  @Option(
      names = "--flavour",
      defaultValue = "SINGLE_TENANT",
      description = {
        "What the OpenID provider is: ${COMPLETION-CANDIDATES}.",
        "B2C needs --policy."
      })
  private OidcFlavour.Kind flavour = OidcFlavour.Kind.SINGLE_TENANT;

  @Option(names = "--policy", description = "User flow of --flavour B2C, repeatable.")
  private List<String> policies = List.of("B2C_1_susi");

  @Option(
      names = "--subdomain",
      defaultValue = "fabrikam",
      description = "Host name of the issuer with --flavour EXTERNAL_ID: NAME.ciamlogin.com.")
  private String subdomain = "fabrikam";

  @Option(
      names = "--issuer",
      description = "Issuer template; {authority}, {tid} and {policy} are filled in.")
  private @Nullable String issuer;

  @Option(
      names = "--post-logout-redirect-uri",
      description = "Registered address after logout, repeatable; without any, every loopback URI.")
  private List<URI> postLogoutRedirectUris = List.of();

  @Option(
      names = "--front-channel-logout",
      description = "Registered LogoutUrl, loaded with sid and iss at logout.")
  private @Nullable URI frontChannelLogout;

  @Option(
      names = "--entra-saml",
      description = "Serve /{tenant}/saml2 and the federation metadata at the tenant too.")
  private boolean entraSaml;

  @Option(
      names = "--saml-idp-port",
      description = "Start a SAML identity provider that is not Entra here; 0 takes a free port.")
  private @Nullable Integer samlIdpPort;

  @Option(
      names = "--saml-idp-b2c-policy",
      description = "That identity provider is Azure AD B2C with this custom policy.")
  private @Nullable String samlIdpPolicy;

  @Option(
      names = "--saml-sp-entity-id",
      description = "The broker as service provider of both SAML identity providers.")
  private @Nullable String samlSpEntityId;

  @Option(names = "--saml-sp-acs", description = "The broker's assertion consumer, repeatable.")
  private List<String> samlSpConsumers = List.of();

  @Option(names = "--saml-sp-logout", description = "The broker's single logout address.")
  private @Nullable String samlSpLogout;

  @Option(
      names = "--sp-port",
      description = {
        "Start a second downstream here, a SAML service provider; 0 takes a free port.",
        "It uses --idp-entity-id, --idp-sso-url and --idp-certificate."
      })
  private @Nullable Integer spPort;

  @Option(names = "--sp-idp-slo-url", description = "The broker's logout address for --sp-port.")
  private @Nullable String spIdpLogout;

  @Option(names = "--sp-name-id-format", description = "NameID format that --sp-port asks for.")
  private @Nullable String spNameIdFormat;

  @Option(names = "--sp-encryption", description = "--sp-port takes encrypted assertions alone.")
  private boolean spEncryption;

  @Option(names = "--sp-request-by-post", description = "--sp-port sends requests by HTTP-POST.")
  private boolean spRequestByPost;

  @Option(names = "--sp-unsolicited", description = "--sp-port accepts unsolicited responses.")
  private boolean spUnsolicited;

  private final List<Runnable> started = new ArrayList<>();

  EntraSettings applyTo(EntraSettings settings) {
    OidcFlavour chosen =
        switch (flavour) {
          case SINGLE_TENANT -> OidcFlavour.singleTenant();
          case MULTI_TENANT -> OidcFlavour.multiTenant();
          case B2C -> OidcFlavour.b2c(policies.toArray(String[]::new));
          case EXTERNAL_ID -> OidcFlavour.externalId(subdomain);
          case GENERIC -> OidcFlavour.generic();
        };
    EntraSettings applied =
        settings
            .withFlavour(issuer == null ? chosen : chosen.withIssuer(issuer))
            .withPostLogoutRedirectUris(Set.copyOf(postLogoutRedirectUris));
    return frontChannelLogout == null
        ? applied
        : applied.withFrontChannelLogout(frontChannelLogout);
  }

  /** Starts what was asked for and says where it is, by the names of the ready line. */
  Map<String, Object> start(SimulatedEntra entra) {
    Map<String, Object> ready = new LinkedHashMap<>();
    if (entraSaml) {
      EntraSaml saml = EntraSaml.register(entra, EntraSamlSettings.defaults(), parties());
      ready.put(
          "entraSaml",
          Map.of(
              "entityId", saml.entityId(),
              "endpoint", saml.endpoint(),
              "metadata", saml.metadataUrl(),
              "controls", entra.authority() + "/simulator/saml/state.json"));
    }
    if (samlIdpPort != null) {
      SamlIdpSettings settings =
          samlIdpPolicy == null ? SamlIdpSettings.defaults() : SamlIdpSettings.b2c(samlIdpPolicy);
      SimulatedSamlIdp idp = SimulatedSamlIdp.start(settings.withPort(samlIdpPort), parties());
      started.add(idp::close);
      ready.put(
          "samlIdp",
          Map.of(
              "entityId", idp.entityId(),
              "endpoint", idp.endpoint(),
              "metadata", idp.metadataUrl(),
              "controls", idp.base() + "/simulator/state.json"));
    }
    return ready;
  }

  /** Starts the second downstream, with the identity provider as far as it is known. */
  Map<String, Object> startServiceProvider(
      @Nullable String idpEntityId, @Nullable URI ssoUrl, Optional<X509Certificate> certificate) {
    if (spPort == null) {
      return Map.of();
    }
    ServiceProviderSettings settings = ServiceProviderSettings.defaults().withPort(spPort);
    settings = spRequestByPost ? settings.withRequestByPost() : settings;
    settings = spEncryption ? settings.withEncryption() : settings;
    settings = spUnsolicited ? settings.acceptingUnsolicited() : settings;
    settings = spNameIdFormat == null ? settings : settings.withNameIdFormat(spNameIdFormat);
    SimulatedServiceProvider sp = SimulatedServiceProvider.start(settings);
    started.add(sp::close);
    if (idpEntityId != null && ssoUrl != null && certificate.isPresent()) {
      sp.configureIdentityProvider(
          idpEntityId, ssoUrl.toString(), Optional.ofNullable(spIdpLogout), certificate.get());
    }
    return Map.of(
        "serviceProvider",
        Map.of(
            "entityId",
            sp.entityId(),
            "login",
            sp.base() + "/login",
            "assertionConsumerService",
            sp.assertionConsumer(),
            "state",
            sp.base() + "/state.json"));
  }

  @Override
  public void close() {
    started.forEach(Runnable::run);
  }

  private RegisteredServiceProvider[] parties() {
    if (samlSpEntityId == null || samlSpConsumers.isEmpty()) {
      return new RegisteredServiceProvider[0];
    }
    RegisteredServiceProvider broker =
        RegisteredServiceProvider.of(samlSpEntityId, samlSpConsumers.toArray(String[]::new));
    return new RegisteredServiceProvider[] {
      samlSpLogout == null ? broker : broker.withSingleLogout(samlSpLogout)
    };
  }
}
