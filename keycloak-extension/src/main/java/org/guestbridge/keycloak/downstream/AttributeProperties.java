package org.guestbridge.keycloak.downstream;

import java.util.List;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.keycloak.ReleaseSettings;
import org.keycloak.provider.ProviderConfigProperty;

/** The attribute mapper's fields in the admin console. */
final class AttributeProperties {

  static final List<ProviderConfigProperty> ALL =
      List.of(
          name(
              ReleaseSettings.GIVEN_NAME,
              "Given name",
              "The attribute that the given name is sent as.",
              AttributeNames.DEFAULTS.givenName().orElse("")),
          name(
              ReleaseSettings.SURNAME,
              "Surname",
              "The attribute that the surname is sent as.",
              AttributeNames.DEFAULTS.surname().orElse("")),
          name(
              ReleaseSettings.EMAIL_ADDRESS,
              "E-mail address",
              "The attribute that the alias, or an employee's own address, is sent as. It never"
                  + " holds the address that the identity provider knows a guest by.",
              AttributeNames.DEFAULTS.emailAddress().orElse("")),
          name(
              ReleaseSettings.INTERNAL_ID,
              "Internal id",
              "The attribute that the immutable id is sent as: the UUID of the binding.",
              AttributeNames.DEFAULTS.internalId().orElse("")),
          name(
              ReleaseSettings.GROUPS,
              "Groups",
              "The attribute that the groups are sent as, one value each. Empty: none are sent.",
              ""),
          new ProviderConfigProperty(
              ReleaseSettings.NAME_FORMAT,
              "Name format",
              "How the names are meant. Empty: a name with a colon is a URI, any other"
                  + " unspecified.",
              ProviderConfigProperty.LIST_TYPE,
              "",
              "",
              "uri",
              "basic",
              "unspecified"),
          new ProviderConfigProperty(
              ReleaseSettings.ALLOWED_GROUPS,
              "Groups allowed",
              "The groups that may be sent, by their released names, each on a line. Empty: every"
                  + " released group is sent.",
              ProviderConfigProperty.TEXT_TYPE,
              null));

  private AttributeProperties() {}

  private static ProviderConfigProperty name(
      String key, String label, String help, String standard) {
    return new ProviderConfigProperty(
        key, label, help, ProviderConfigProperty.STRING_TYPE, standard);
  }
}
