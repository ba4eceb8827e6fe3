package org.guestbridge.keycloak.login;

import java.util.List;
import org.guestbridge.realm.keycloak.ExtensionNames;

/** The only execution of the first broker login flow. */
public final class FirstLoginFactory extends OnlyStepFactory {

  /** For Keycloak, which finds it by its name. */
  public FirstLoginFactory() {
    super(
        ExtensionNames.FIRST_LOGIN,
        "Guestbridge: first login",
        "Gives a released person an account named by their alias and links it, with nothing to"
            + " click. An account of somebody else is never taken over.",
        List.of(),
        new FirstLogin());
  }
}
