package org.guestbridge.keycloak.login;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers an authenticator that is the only execution of its flow, and required. */
abstract class OnlyStepFactory implements AuthenticatorFactory {

  private final String id;
  private final String displayType;
  private final String helpText;
  private final List<ProviderConfigProperty> properties;
  private final Authenticator authenticator;

  /**
   * The offer.
   *
   * @param id the name in realm imports
   * @param authenticator holds no state, so there is one for all sign-ins
   */
  OnlyStepFactory(
      String id,
      String displayType,
      String helpText,
      List<ProviderConfigProperty> properties,
      Authenticator authenticator) {
    this.id = id;
    this.displayType = displayType;
    this.helpText = helpText + " It has to be the only execution of the flow, and required.";
    this.properties = properties;
    this.authenticator = authenticator;
  }

  @Override
  public final Authenticator create(KeycloakSession session) {
    return authenticator;
  }

  @Override
  public final String getId() {
    return id;
  }

  @Override
  public final String getDisplayType() {
    return displayType;
  }

  @Override
  public final String getReferenceCategory() {
    return "guestbridge";
  }

  @Override
  public final String getHelpText() {
    return helpText;
  }

  @Override
  public final boolean isConfigurable() {
    return !properties.isEmpty();
  }

  @Override
  public final List<ProviderConfigProperty> getConfigProperties() {
    return properties;
  }

  @Override
  public final Requirement[] getRequirementChoices() {
    return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
  }

  @Override
  public final boolean isUserSetupAllowed() {
    return false;
  }

  @Override
  public final void init(Config.Scope config) {}

  @Override
  public final void postInit(KeycloakSessionFactory factory) {}

  @Override
  public final void close() {}
}
