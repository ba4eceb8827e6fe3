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

/** The only execution of the browser flow of a client of ours. */
public final class BrokeredLoginFactory implements AuthenticatorFactory {

  /** The name in realm imports. */
  public static final String PROVIDER_ID = ExtensionNames.BROKERED_LOGIN;

  private static final BrokeredLogin AUTHENTICATOR = new BrokeredLogin();

  /** For Keycloak, which finds it by its name. */
  public BrokeredLoginFactory() {}

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
    return "Guestbridge: brokered login";
  }

  @Override
  public String getReferenceCategory() {
    return "guestbridge";
  }

  @Override
  public String getHelpText() {
    return "Sends the browser to an identity provider at every sign-in, whatever session it has."
        + " It has to be the only execution of the flow, and required.";
  }

  @Override
  public boolean isConfigurable() {
    return true;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of(
        new ProviderConfigProperty(
            ExtensionNames.UPSTREAMS,
            "Identity providers",
            "The aliases of the identity providers that people may come from, separated by commas."
                + " Empty: every enabled one that has a mapper "
                + ExtensionNames.LOGIN_MAPPER
                + ". A client's attribute guestbridge.upstreams narrows this further.",
            ProviderConfigProperty.STRING_TYPE,
            ""));
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
