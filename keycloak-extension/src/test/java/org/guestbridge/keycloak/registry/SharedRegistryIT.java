package org.guestbridge.keycloak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.keycloak.harness.Browser;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.oidc.OidcClaims;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keycloak and, beside it on the same tables, the standalone broker's realm, claim reader, pipeline
 * and ledger, without its web server: what either bound, the other releases.
 */
class SharedRegistryIT {

  private static KeycloakSite site;
  private static Realm realm;
  private static Broker standalone;

  private final Browser browser = new Browser(site);

  @BeforeAll
  static void start() throws Exception {
    KeycloakServer server = KeycloakServer.shared();
    site = KeycloakSite.create(server);
    realm = site.standalone();
    standalone =
        new Broker(
            server.registry().ledger(),
            realm.id(),
            realm::rules,
            realm.changedHumanPolicies(),
            code -> true);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void aliasWhenKeycloakBoundItThenTheStandaloneBrokerReleasesIt() throws Exception {
    Person guest = site.invite("kay.both@partner.example");
    Person other = site.invite("kay.both@supplier.example");
    assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    assertThat(new Browser(site).logIn(other).outcome()).isEqualTo("released");

    ReleasedIdentity released = release(other, "kay.both@supplier.example");

    assertThat(released.address().value()).startsWith("kay.both").isNotEqualTo(plain("kay.both"));
    assertThat(site.user(released.address().value()).orElseThrow().at(BINDING).asText())
        .isEqualTo(released.internalId().toString());
    assertThat(release(guest, "kay.both@partner.example").address().value())
        .isEqualTo(plain("kay.both"));
  }

  @Test
  void aliasWhenTheStandaloneBrokerBoundItThenKeycloakReleasesIt() throws Exception {
    Person guest = site.invite("sol.both@partner.example");
    Person other = site.invite("sol.both@supplier.example");
    ReleasedIdentity first = release(guest, "sol.both@partner.example");
    ReleasedIdentity second = release(other, "sol.both@supplier.example");
    assertThat(site.user(first.address().value())).isEmpty();

    assertThat(browser.logIn(other).outcome()).isEqualTo("released");
    assertThat(new Browser(site).logIn(guest).outcome()).isEqualTo("released");

    assertThat(first.address().value()).isEqualTo(plain("sol.both"));
    assertThat(site.user(first.address().value()).orElseThrow().at(BINDING).asText())
        .isEqualTo(first.internalId().toString());
    assertThat(site.user(second.address().value()).orElseThrow().at(BINDING).asText())
        .isEqualTo(second.internalId().toString());
  }

  private static final String BINDING = "/attributes/guestbridge.binding/0";

  private static String plain(String local) {
    return local + "@guests.example.com";
  }

  private static ReleasedIdentity release(Person guest, String mail) throws RefusalException {
    LoginOutcome outcome =
        standalone.login(
            new LoginAttempt(
                identity(guest, mail),
                new OnceMark(
                    OnceMark.Kind.LOGIN_TRANSACTION,
                    "standalone",
                    UUID.randomUUID().toString(),
                    Instant.now().plusSeconds(600)),
                "atlassian",
                UUID.randomUUID().toString().substring(0, 16)));
    assertThat(outcome).isInstanceOf(LoginOutcome.Released.class);
    return ((LoginOutcome.Released) outcome).identity();
  }

  /** What the simulated tenant says of a guest whom the site invited. */
  private static VerifiedIdentity identity(Person guest, String mail) throws RefusalException {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("tid", EntraSettings.DEFAULT_TENANT.toString());
    claims.put("oid", guest.objectId().toString());
    claims.put("name", "Gwen Guest");
    claims.put("given_name", "Gwen");
    claims.put("family_name", "Guest");
    claims.put("preferred_username", mail);
    claims.put("email", mail);
    claims.put("idp", KeycloakSite.HOME_IDP);
    claims.put("acct", 1);
    OidcUpstream upstream = (OidcUpstream) realm.upstream();
    OidcClaims read = OidcClaims.read(claims, upstream.provider());
    return VerifiedIdentity.attested(
        new Evidence.IdToken(upstream.name(), read.account(), Instant.now()),
        read.subject(),
        read.profile());
  }
}
