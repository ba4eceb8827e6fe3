package org.guestbridge.keycloak.login;

import java.util.List;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** The only execution of the first broker login flow. */
public final class FirstLoginFactory implements AuthenticatorFactory {

  /** The name in realm imports. */
  public static final String PROVIDER_ID = ExtensionNames.FIRST_LOGIN;

  private static final FirstLogin AUTHENTICATOR = new FirstLogin();

  /** For Keycloak, which finds it by its name. */
  public FirstLoginFactory() {}

  @Override
  public Authenticator create(KeycloakSession session) {
    return AUTHENTICATOR;
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getDisplayType() {
    return "Guestbridge: first login";
  }

  @Override
  public String getReferenceCategory() {
    return "guestbridge";
  }

  @Override
  public String getHelpText() {
    return "Gives a released person an account named by their alias and links it, with nothing to"
        + " click. An account of somebody else is never taken over. It has to be the only execution"
        + " of the flow, and required.";
  }

  @Override
  public boolean isConfigurable() {
    return false;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public Requirement[] getRequirementChoices() {
    return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
  }

  @Override
  public boolean isUserSetupAllowed() {
    return false;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
