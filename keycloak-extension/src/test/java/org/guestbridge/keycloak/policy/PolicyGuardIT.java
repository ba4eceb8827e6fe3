package org.guestbridge.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.guestbridge.keycloak.harness.AdminClient.Reply;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy that does not compile gets into no realm; one that did releases nobody. */
class PolicyGuardIT {

  private static final String POLICY = "guestbridge.policy";
  private static final String MAPPERS = "/identity-provider/instances/entra/mappers";

  private final KeycloakServer server = KeycloakServer.shared();
  private final KeycloakSite site = KeycloakSite.prepared(server);

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void saveWhenPolicyIsBrokenThenRefusedWithEveryProblemAndTheOldOneStays() throws Exception {
    importRealm();
    ObjectNode mapper = site.mapper();
    String good = policy(mapper);

    Reply reply =
        save(
            mapper,
            good.replace("\"account\":\"external\"", "\"account\":\"stranger\"")
                .replace("\"realm\":", "\"surprise\":1,\"realm\":"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("realm_unknown_key", "realm_value_invalid", "/rules/");
    assertThat(policy(site.mapper())).isEqualTo(good);
    assertThat(save(mapper, good).status()).isEqualTo(204);
    assertThat(released("pia.policy@partner.example")).isEqualTo("released");
  }

  @Test
  void saveWhenPolicyIsAnotherRealmsOrProvidersThenRefused() throws Exception {
    importRealm();
    ObjectNode mapper = site.mapper();
    String good = policy(mapper);

    Reply realm = save(mapper, good.replace(site.realm().value(), "another"));
    Reply upstream = save(mapper, good.replace("\"name\":\"entra\"", "\"name\":\"other\""));

    assertThat(realm.text()).contains("keycloak_mapper_invalid", "/realm");
    assertThat(upstream.text()).contains("keycloak_mapper_invalid", "/upstream/name");
    assertThat(realm.status()).isEqualTo(400);
    assertThat(upstream.status()).isEqualTo(400);
  }

  @Test
  void saveWhenNewMapperHasNoPolicyThenRefusedAndNotThere() throws Exception {
    importRealm();

    Reply reply =
        site.admin()
            .send(
                "POST",
                site.adminPath(MAPPERS),
                "{\"name\":\"second\",\"identityProviderAlias\":\"entra\","
                    + "\"identityProviderMapper\":\"guestbridge-login\",\"config\":{}}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("keycloak_mapper_invalid");
    assertThat(site.admin().get(site.adminPath(MAPPERS))).hasSize(1);
  }

  @Test
  void saveWhenProviderStopsVerifyingThenRefused() throws Exception {
    importRealm();
    String path = site.adminPath("/identity-provider/instances/entra");
    ObjectNode provider = (ObjectNode) site.admin().get(path);
    ((ObjectNode) provider.get("config")).put("validateSignature", "false");

    Reply reply = site.admin().send("PUT", path, provider);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("keycloak_upstream_unfit", "validateSignature");
    assertThat(site.admin().get(path).at("/config/validateSignature").asText()).isEqualTo("true");
  }

  @Test
  void importWhenPolicyIsBrokenThenNoRealm() throws Exception {
    String broken =
        site.rendered(UnaryOperator.identity())
            .replace("\\\"account\\\":\\\"external\\\"", "\\\"account\\\":\\\"stranger\\\"");

    Reply reply = site.admin().send("POST", "/admin/realms", broken);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(site.admin().send("GET", site.adminPath(""), null).status()).isEqualTo(404);
  }

  @Test
  void logInWhenBrokenPolicyWasForcedIntoTheDatabaseThenRefused() throws Exception {
    importRealm();
    String id = site.mapper().path("id").asText();
    server
        .registry()
        .force(
            "UPDATE idp_mapper_config SET value = '{\"realm\":\"forced\"}' WHERE name = '"
                + POLICY
                + "' AND idp_mapper_id = '"
                + id
                + "'");

    assertThat(released("fia.forced@partner.example")).isEqualTo("realm_missing_key");
    assertThat(site.user("fia.forced@guests.example.com")).isEmpty();
  }

  private void importRealm() throws Exception {
    site.importRealm(UnaryOperator.identity());
  }

  private String released(String mail) throws Exception {
    return new Browser(site).reachAnswer(site.invite(mail)).outcome();
  }

  private Reply save(ObjectNode mapper, String policy) throws Exception {
    ObjectNode changed = mapper.deepCopy();
    ((ObjectNode) changed.get("config")).put(POLICY, policy);
    return site.admin()
        .send("PUT", site.adminPath(MAPPERS + "/" + mapper.path("id").asText()), changed);
  }

  private static String policy(ObjectNode mapper) {
    return mapper.path("config").path(POLICY).asText();
  }
}
