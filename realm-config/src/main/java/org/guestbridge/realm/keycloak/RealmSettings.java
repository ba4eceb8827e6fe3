package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.guestbridge.realm.Realm;

/** What a realm is besides its connections: no way in but a brokered login, and events of it. */
final class RealmSettings {

  /** As long as the broker's own sign-in may take. */
  private static final int SIGN_IN_SECONDS = 600;

  private static final int EVENTS_SECONDS = 30 * 24 * 60 * 60;

  private RealmSettings() {}

  static ObjectNode of(RealmSource source, Remarks remarks) {
    Realm realm = source.realm();
    ObjectNode settings = ImportJson.mapping();
    settings.put("id", realm.id().value());
    settings.put("realm", realm.id().value());
    settings.put("enabled", true);
    settings.put("sslRequired", "external");
    settings.put("registrationAllowed", false);
    settings.put("registrationEmailAsUsername", false);
    settings.put("resetPasswordAllowed", false);
    settings.put("rememberMe", false);
    settings.put("verifyEmail", false);
    settings.put("loginWithEmailAllowed", false);
    settings.put("duplicateEmailsAllowed", false);
    settings.put("editUsernameAllowed", false);
    settings.put("accessCodeLifespanLogin", SIGN_IN_SECONDS);
    settings.put("browserFlow", ExtensionNames.BROWSER_FLOW);
    settings.put("firstBrokerLoginFlow", ExtensionNames.FIRST_LOGIN_FLOW);
    requiredAction(settings.putArray("requiredActions").addObject());
    events(settings);
    languages(settings, realm);
    userProfile(settings);
    remark(source, remarks);
    return settings;
  }

  /**
   * The only action of the realm, so that nobody meets one of Keycloak's. When the provider behind
   * its alias is missing, Keycloak fails every sign-in, while it passes an unknown alias by.
   */
  private static void requiredAction(ObjectNode action) {
    action.put("alias", ExtensionNames.RELEASE_ACTION_ALIAS);
    action.put("name", "Guestbridge release");
    action.put("providerId", ExtensionNames.RELEASE_ACTION);
    action.put("enabled", true);
    action.put("defaultAction", false);
    action.put("priority", 10);
    action.putObject("config");
  }

  private static void events(ObjectNode settings) {
    settings.put("eventsEnabled", true);
    settings.put("eventsExpiration", EVENTS_SECONDS);
    settings.putArray("eventsListeners").add("jboss-logging");
    settings.put("adminEventsEnabled", true);
    // The details are whole representations, people's among them.
    settings.put("adminEventsDetailsEnabled", false);
  }

  private static void languages(ObjectNode settings, Realm realm) {
    settings.put("internationalizationEnabled", true);
    ArrayNode supported = settings.putArray("supportedLocales");
    realm.pages().locales().stream().map(Locale::toLanguageTag).sorted().forEach(supported::add);
    settings.put("defaultLocale", realm.pages().locales().get(0).toLanguageTag());
  }

  /** Nobody edits what the mapper writes, and nothing in it can stop a login. */
  private static void userProfile(ObjectNode settings) {
    ObjectNode profile = ImportJson.mapping();
    ArrayNode attributes = profile.putArray("attributes");
    for (String name : List.of("username", "email", "firstName", "lastName")) {
      attribute(attributes, name, List.of("admin", "user"));
    }
    attribute(attributes, ExtensionNames.UPSTREAM_ADDRESS, List.of("admin"));
    attribute(attributes, ExtensionNames.BINDING, List.of("admin"));
    ObjectNode component =
        settings
            .putObject("components")
            .putArray("org.keycloak.userprofile.UserProfileProvider")
            .addObject();
    component.put("providerId", "declarative-user-profile");
    component.putObject("subComponents");
    component
        .putObject("config")
        .putArray("kc.user.profile.config")
        .add(ImportJson.compact(profile));
  }

  private static void attribute(ArrayNode attributes, String name, List<String> viewers) {
    ObjectNode attribute = attributes.addObject();
    attribute.put("name", name);
    ObjectNode permissions = attribute.putObject("permissions");
    ArrayNode view = permissions.putArray("view");
    viewers.forEach(view::add);
    permissions.putArray("edit").add("admin");
    attribute.put("multivalued", false);
  }

  private static void remark(RealmSource source, Remarks remarks) {
    remarks
        .at("publicUrl")
        .byHand(
            "Start Keycloak with --hostname="
                + source.realm().publicUrl()
                + ", so that the realm is at "
                + source.address()
                + ".");
    if (source.tree().has("messages")) {
      remarks
          .at("messages")
          .unsupported("Keycloak's pages do not show these texts; a theme of your own can.");
    }
    if (source.tree().has("limits")) {
      remarks.at("limits").unsupported("Keycloak does not limit rates; a proxy before it has to.");
    }
    if (source.realm().mail().routing().keepsRoutes()) {
      remarks
          .at("mail")
          .unsupported("The extension keeps no mail routes; see to it that mail arrives.");
    }
    if (source.tree().has("provisioning")) {
      remarks
          .at("provisioning")
          .unsupported("The extension takes no SCIM; people get their alias at their first login.");
    }
    for (int rule = 0; rule < source.tree().required("rules").size(); rule++) {
      if (source.tree().at("/rules/" + rule + "/groups").has("names")) {
        remarks
            .at("rules")
            .at(Integer.toString(rule))
            .at("groups")
            .at("names")
            .unsupported(
                "Names of groups come from provisioning: they are known only where a broker that"
                    + " shares the registry has a channel of this upstream.");
      }
    }
  }
}
