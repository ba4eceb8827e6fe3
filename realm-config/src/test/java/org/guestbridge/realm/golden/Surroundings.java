package org.guestbridge.realm.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * Between whom a corpus realm stands; everything in a realm file that is not a rule.
 *
 * @param realm the realm's id
 * @param publicUrl where browsers reach the runtime
 * @param authority the authority of the Entra tenant
 * @param clientId the runtime's client id there
 * @param secret a reference to its secret, such as {@code ${file:client-secret}}
 * @param entityId the application's entity id
 * @param acs the application's assertion consumer
 * @param product where the application leads the browser
 */
public record Surroundings(
    String realm,
    String publicUrl,
    String authority,
    String clientId,
    String secret,
    String entityId,
    String acs,
    String product) {

  /** Invented ones, for a runtime that speaks to nobody. */
  public static Surroundings none(String realm) {
    return new Surroundings(
        realm,
        "https://sso.example.com",
        "https://login.microsoftonline.com",
        "6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69",
        "${env:ENTRA_CLIENT_SECRET}",
        "https://auth.atlassian.com/saml/one",
        "https://auth.atlassian.com/login/callback?connection=saml-one",
        "https://one.atlassian.net");
  }

  /** Those of a realm file that works, with one upstream and one downstream. */
  public static Surroundings of(String realmFile) {
    try {
      JsonNode realm = new ObjectMapper(new YAMLFactory()).readTree(realmFile);
      JsonNode upstream = realm.required("upstreams").required(GoldenRealm.UPSTREAM);
      JsonNode downstream = realm.required("downstreams").required(GoldenRealm.DOWNSTREAM);
      return new Surroundings(
          realm.required("realm").textValue(),
          realm.required("publicUrl").textValue(),
          upstream.required("authority").textValue(),
          upstream.required("clientId").textValue(),
          upstream.required("credential").required("secret").textValue(),
          downstream.required("entityId").textValue(),
          downstream.required("acs").textValue(),
          downstream.required("redirectOrigins").required(0).textValue());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
