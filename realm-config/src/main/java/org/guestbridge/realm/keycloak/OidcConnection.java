package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;

/** The connection to an OpenID provider. */
final class OidcConnection {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z0-9_]+)}");

  private final RealmSource source;
  private final OidcUpstream upstream;
  private final Remarks remarks;

  OidcConnection(RealmSource source, OidcUpstream upstream, Remarks remarks) {
    this.source = source;
    this.upstream = upstream;
    this.remarks = remarks;
  }

  void writeTo(ObjectNode config) {
    config.put("syncMode", "FORCE");
    config.put("clientId", upstream.clientId());
    config.put("defaultScope", String.join(" ", upstream.scopes()));
    config.put("pkceEnabled", "true");
    config.put("pkceMethod", "S256");
    config.put("validateSignature", "true");
    config.put("useJwksUrl", "true");
    config.put("isAccessTokenJWT", "false");
    config.put("disableUserInfo", "true");
    config.put("backchannelSupported", "false");
    config.put("acceptsPromptNoneForwardFromClient", "false");
    config.put("forwardParameters", "max_age");
    config.put("loginHint", Boolean.toString(upstream.loginHint()));
    config.put("allowedClockSkew", ImportJson.CLOCK_SKEW_SECONDS);
    endpoints(config);
    upstream
        .credential()
        .<Runnable>fold(secret -> () -> secret(config), certificate -> () -> certificate(config))
        .run();
    remark();
  }

  private void endpoints(ObjectNode config) {
    if (upstream.provider() instanceof OidcProvider.Entra entra) {
      Set<String> issuers = new TreeSet<>();
      issuers.add(entra.issuer(entra.tenant()));
      entra.otherTenants().forEach(tenant -> issuers.add(entra.issuer(tenant)));
      String audience =
          entra.otherTenants().isEmpty() ? entra.tenant().toString() : "organizations";
      microsoft(config, entra.authority() + "/" + audience, issuers);
    } else if (upstream.provider() instanceof OidcProvider.ExternalId externalId) {
      Set<String> issuers = new TreeSet<>(externalId.issuers());
      issuers.add(externalId.issuer());
      issuers.add("https://%1$s.ciamlogin.com/%1$s/v2.0".formatted(externalId.tenant().toString()));
      microsoft(config, externalId.authority() + "/" + externalId.tenant(), issuers);
    } else if (upstream.provider() instanceof OidcProvider.B2c b2c) {
      String policy = b2c.policies().get(0);
      Set<String> issuers = new TreeSet<>();
      issuers.add(b2c.issuer());
      issuers.add(b2c.authority() + "/tfp/" + b2c.tenant() + "/" + policy + "/v2.0/");
      microsoft(config, b2c.authority() + "/" + b2c.tenantName() + "/" + policy, issuers);
      remark(b2c);
    } else {
      generic(config, (OidcProvider.Generic) upstream.provider());
    }
  }

  /** learn.microsoft.com, "OpenID Connect on the Microsoft identity platform", endpoints. */
  private void microsoft(ObjectNode config, String root, Set<String> issuers) {
    String hint = upstream.domainHint().map(domain -> "?domain_hint=" + domain).orElse("");
    config.put("issuer", String.join(",", issuers));
    config.put("authorizationUrl", root + "/oauth2/v2.0/authorize" + hint);
    config.put("tokenUrl", root + "/oauth2/v2.0/token");
    config.put("jwksUrl", root + "/discovery/v2.0/keys");
  }

  /** Its addresses stand in its metadata only, which Keycloak does not read at an import. */
  private void generic(ObjectNode config, OidcProvider.Generic provider) {
    String prefix = upstream.name().replace('-', '_').toUpperCase(Locale.ROOT);
    List<String> variables =
        List.of(prefix + "_AUTHORIZATION_URL", prefix + "_TOKEN_URL", prefix + "_JWKS_URL");
    config.put("issuer", provider.issuer().toString());
    config.set("authorizationUrl", ImportJson.placeholder(variables.get(0)));
    config.set("tokenUrl", ImportJson.placeholder(variables.get(1)));
    config.set("jwksUrl", ImportJson.placeholder(variables.get(2)));
    remarks
        .at("issuer")
        .byHand(
            "Set "
                + String.join(", ", variables)
                + " where Keycloak imports the realm, to authorization_endpoint, token_endpoint"
                + " and jwks_uri of "
                + provider.discovery()
                + ".");
    if (source.entry(upstream).has("algorithms")) {
      remarks
          .at("algorithms")
          .unsupported("Keycloak accepts every algorithm of the keys that the provider publishes.");
    }
  }

  private void secret(ObjectNode config) {
    config.put("clientAuthMethod", "client_secret_post");
    JsonNode written = source.entry(upstream).required("credential").required("secret");
    Matcher variable = VARIABLE.matcher(written.textValue());
    Remarks secret = remarks.at("credential").at("secret");
    if (variable.matches()) {
      config.set("clientSecret", ImportJson.placeholder(variable.group(1)));
      secret.byHand(
          "Set the environment variable "
              + variable.group(1)
              + " where Keycloak imports the realm; it is stored in Keycloak's database.");
    } else {
      String name = upstream.name() + "-secret";
      config.set("clientSecret", ImportJson.placeholder("vault." + name));
      secret.byHand(
          "Put the secret into Keycloak's vault under the name "
              + name
              + " (as a file: "
              + source.realm().id().value()
              + "_"
              + name
              + ").");
    }
  }

  private void certificate(ObjectNode config) {
    config.put("clientAuthMethod", "private_key_jwt");
    config.put("clientAssertionSigningAlg", "RS256");
    config.put("jwtX509HeadersEnabled", "true");
    remarks
        .at("credential")
        .at("certificate")
        .byHand(
            "Keycloak signs with its realm's own RS256 key: upload the certificate of that key to"
                + " the app registration.");
  }

  private void remark() {
    remarks.byHand("Register the redirect URI " + source.endpoint(upstream) + " at the provider.");
    if (source.entry(upstream).path("responseMode").asText().equals("form_post")) {
      remarks
          .at("responseMode")
          .unsupported("Keycloak takes the authorization code in the query only.");
    }
    if (upstream.provider() instanceof OidcProvider.Entra entra && entra.graph().isPresent()) {
      remarks
          .at("groupsFromGraph")
          .unsupported("A list of groups that a token cuts short stays incomplete.");
    }
  }

  private void remark(OidcProvider.B2c provider) {
    if (provider.policies().size() > 1) {
      remarks
          .at("policies")
          .unsupported(
              "People are sent to the first policy only; tokens of the others are accepted.");
    }
    if (provider.passwordReset().isPresent()) {
      remarks
          .at("passwordReset")
          .unsupported(
              "Keycloak sends nobody to this policy: let the sign-in policy reset passwords.");
    }
  }
}
