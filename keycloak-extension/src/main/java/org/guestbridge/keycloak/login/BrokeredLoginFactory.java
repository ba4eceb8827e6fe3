package org.guestbridge.keycloak.login;

import java.util.List;
import org.guestbridge.realm.keycloak.ExtensionNames;
import org.keycloak.provider.ProviderConfigProperty;

/** The only execution of the browser flow of a client of ours. */
public final class BrokeredLoginFactory extends OnlyStepFactory {

  /** For Keycloak, which finds it by its name. */
  public BrokeredLoginFactory() {
    super(
        ExtensionNames.BROKERED_LOGIN,
        "Guestbridge: brokered login",
        "Sends the browser to an identity provider at every sign-in, whatever session it has.",
        List.of(
            new ProviderConfigProperty(
                ExtensionNames.UPSTREAMS,
                "Identity providers",
                "The aliases of the identity providers that people may come from, separated by"
                    + " commas. Empty: every enabled one that has a mapper "
                    + ExtensionNames.LOGIN_MAPPER
                    + ". A client's attribute "
                    + ExtensionNames.CLIENT_UPSTREAMS
                    + " narrows this further.",
                ProviderConfigProperty.STRING_TYPE,
                "")),
        new BrokeredLogin());
  }
}
