package org.guestbridge.keycloak.upstream;

import java.time.Clock;
import java.util.List;
import org.guestbridge.keycloak.policy.LoginPolicies;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.broker.oidc.KeycloakOIDCIdentityProviderFactory;
import org.keycloak.broker.oidc.OIDCIdentityProviderFactory;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.saml.SAMLIdentityProviderFactory;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The identity-provider mapper that decides every login through its provider. Keycloak calls it
 * with the verified message before it looks for the user, so the id that it looks up is the
 * registry's key of the person, not the provider's pairwise subject.
 *
 * <p>The sync mode changes nothing: the names and the alias of the user are set at each login.
 */
public final class LoginMapper extends AbstractIdentityProviderMapper {

  private static final String[] PROVIDERS = {
    OIDCIdentityProviderFactory.PROVIDER_ID,
    KeycloakOIDCIdentityProviderFactory.PROVIDER_ID,
    SAMLIdentityProviderFactory.PROVIDER_ID
  };

  private final LoginPolicies policies = new LoginPolicies();
  private final AuditBudget budget = new AuditBudget(Clock.systemUTC());

  @Override
  public void preprocessFederatedIdentity(
      KeycloakSession session,
      RealmModel realm,
      IdentityProviderMapperModel mapper,
      BrokeredIdentityContext context) {
    new UpstreamLogin(session, realm, mapper, context, policies, budget).decide();
  }

  @Override
  public void importNewUser(
      KeycloakSession session,
      RealmModel realm,
      UserModel user,
      IdentityProviderMapperModel mapper,
      BrokeredIdentityContext context) {
    BrokeredUser.of(context).writeTo(user);
  }

  @Override
  public void updateBrokeredUser(
      KeycloakSession session,
      RealmModel realm,
      UserModel user,
      IdentityProviderMapperModel mapper,
      BrokeredIdentityContext context) {
    BrokeredUser.of(context).writeTo(user);
  }

  @Override
  public boolean supportsSyncMode(IdentityProviderSyncMode mode) {
    return true;
  }

  @Override
  public String getId() {
    return ExtensionNames.LOGIN_MAPPER;
  }

  @Override
  public String[] getCompatibleProviders() {
    return PROVIDERS.clone();
  }

  @Override
  public String getDisplayCategory() {
    return "Guestbridge";
  }

  @Override
  public String getDisplayType() {
    return "Guestbridge login policy";
  }

  @Override
  public String getHelpText() {
    return "Decides every login through this provider by the realm's rules, and gives each person"
        + " the one alias that the registry keeps for them.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(ExtensionNames.POLICY)
        .type(ProviderConfigProperty.TEXT_TYPE)
        .label("Login policy")
        .helpText(
            "The policy as JSON, as guestbridge render keycloak writes it. It must be for this"
                + " realm's name and this provider's alias. What does not compile is not saved.")
        .required(true)
        .add()
        .build();
  }
}
