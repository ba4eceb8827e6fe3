package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcProvider.Algorithm;
import org.guestbridge.realm.Upstream.ResponseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole sign-ins at each kind of provider, and what tells the kinds apart. */
class OidcFlavoursTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final UUID PARTNER = UUID.fromString("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90");
  private static final UUID OBJECT = UUID.fromString("1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d");
  private static final String RESET =
      "error=access_denied&error_description=AADB2C90118%3A+x&state=";

  private final ScriptedProvider site = new ScriptedProvider();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void genericThenIssuerAndSubjectAndExternal() throws Exception {
    OidcRelyingParty party = generic(Set.of(Algorithm.RS256));

    var identity = site.logIn(party);

    assertThat(identity.subject()).isEqualTo(new UpstreamSubject.Oidc(site.base(), "subject-1"));
    assertThat(identity.account().kind()).isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void genericWhenNotBeforeIsAbsentThenAcceptedButForMicrosoftRefused() throws Exception {
    OidcRelyingParty party = generic(Set.of(Algorithm.RS256));
    site.claims.remove("nbf");
    assertThat(site.logIn(party)).isNotNull();

    OidcRelyingParty customers = externalId();
    site.claims.remove("nbf");
    assertThat(refusalOf(() -> site.logIn(customers))).isEqualTo(Code.TOKEN_TIME);
  }

  @Test
  void genericWhenAlgorithmIsListedThenAcceptedElseTokenAlgorithm() throws Exception {
    var curve = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    OidcRelyingParty all = generic(Set.of(Algorithm.values()));
    OidcRelyingParty one = generic(Set.of(Algorithm.RS256));

    site.signWith(curve, JWSAlgorithm.ES256);
    assertThat(site.logIn(all)).isNotNull();
    assertThat(refusalOf(() -> site.logIn(one))).isEqualTo(Code.TOKEN_ALGORITHM);

    site.signWith(StubProvider.KEYS.get(0), JWSAlgorithm.PS256);
    assertThat(site.logIn(generic(Set.of(Algorithm.PS256)))).isNotNull();
    assertThat(refusalOf(() -> site.logIn(one))).isEqualTo(Code.TOKEN_ALGORITHM);
  }

  @Test
  void genericWhenKeyIsOfAnotherTypeOrStatesAnotherAlgorithmThenKeyUnknown() throws Exception {
    var curve = new ECKeyGenerator(Curve.P_256).keyID("kid-1").generate();
    site.keys.clear();
    site.keys.add(Map.copyOf(curve.toPublicJWK().toJSONObject()));
    OidcRelyingParty first = generic(Set.of(Algorithm.values()));
    assertThat(refusalOf(() -> site.logIn(first))).isEqualTo(Code.TOKEN_KEY_UNKNOWN);

    Map<String, Object> key = StubProvider.publicKey(StubProvider.KEYS.get(0));
    key.put("alg", "PS256");
    site.keys.set(0, key);
    OidcRelyingParty second = generic(Set.of(Algorithm.values()));
    assertThat(refusalOf(() -> site.logIn(second))).isEqualTo(Code.TOKEN_KEY_UNKNOWN);
    site.signWith(StubProvider.KEYS.get(0), JWSAlgorithm.PS256);
    assertThat(site.logIn(generic(Set.of(Algorithm.values())))).isNotNull();
  }

  @Test
  void genericWhenPostIsNotListedThenSecretGoesByBasic() throws Exception {
    OidcRelyingParty party = generic(Set.of(Algorithm.RS256));
    site.logIn(party);

    assertThat(site.last("/token").header("Authorization").orElseThrow()).startsWith("Basic ");
    assertThat(site.last("/token").body()).doesNotContain("client_secret");

    OidcRelyingParty byForm = generic(Set.of(Algorithm.RS256));
    metadata().put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    site.logIn(byForm);
    assertThat(site.last("/token").header("Authorization")).isEmpty();
    assertThat(site.last("/token").body()).contains("client_secret=");
  }

  @Test
  void genericWhenEndpointIsOnAnotherHostThenHttpsOnlyAndMicrosoftNever() throws Exception {
    OidcProvider provider = genericProvider(Set.of(Algorithm.RS256));
    metadata().put("authorization_endpoint", "https://login.elsewhere.example/authorize");
    assertThat(relyingParty(provider).begin(login()).uri().getHost())
        .isEqualTo("login.elsewhere.example");

    metadata().put("authorization_endpoint", "http://login.elsewhere.example/authorize");
    assertThat(refusalOf(() -> relyingParty(provider).begin(login())))
        .isEqualTo(Code.UPSTREAM_RESPONSE_INVALID);
  }

  @Test
  void genericWhenIssNamesAnotherOrIsMissingThoughAnnouncedThenCallbackInvalid() throws Exception {
    OidcRelyingParty party = generic(Set.of(Algorithm.RS256));
    metadata().put("authorization_response_iss_parameter_supported", true);
    assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.CALLBACK_INVALID);
  }

  @Test
  void externalIdWhenEitherIssuerThenTenantAndObjectAndTokenMustNameTheSame() throws Exception {
    OidcRelyingParty party = externalId();
    assertThat(site.logIn(party).subject()).isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));

    site.claims.put("iss", "https://" + TENANT + ".ciamlogin.com/" + TENANT + "/v2.0");
    assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_ISSUER);
    site.metadata(
        "/" + TENANT + "/v2.0",
        "https://" + TENANT + ".ciamlogin.com/" + TENANT + "/v2.0",
        site.base() + "/" + TENANT);
    assertThat(
            site.logIn(relyingParty(new OidcProvider.ExternalId(site.uri(), TENANT, Set.of())))
                .account()
                .kind())
        .isEqualTo(AccountKind.EXTERNAL);
  }

  @Test
  void b2cThenFirstPolicysAddressesAndMailOfTheList() throws Exception {
    OidcRelyingParty party = b2c(Optional.empty());

    var identity = site.logIn(party);

    assertThat(identity.subject()).isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));
    assertThat(identity.profile().mail().orElseThrow().value()).isEqualTo("jo@partner.example");
    assertThat(site.count("/B2C_1_susi/token")).isEqualTo(1);
  }

  @Test
  void b2cWhenTokenIsOfAnotherPolicyThenTokenPolicy() throws Exception {
    OidcRelyingParty party = b2c(Optional.empty());
    site.claims.put("tfp", "B2C_1_edit");

    assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_POLICY);
  }

  @Test
  void b2cWhenCancelledOrPasswordForgottenWithoutResetThenTheirCodes() throws Exception {
    OidcRelyingParty party = b2c(Optional.empty());
    Departure departure = party.begin(login());

    assertThat(refusalOf(() -> party.complete(callback(RESET), site.pending(departure))))
        .isEqualTo(Code.UPSTREAM_PASSWORD_FORGOTTEN);
    assertThat(party.detour(callback(RESET), site.pending(departure))).isEmpty();
    String cancelled = "error=access_denied&error_description=AADB2C90091%3A+x&state=";
    assertThat(refusalOf(() -> party.complete(callback(cancelled), site.pending(departure))))
        .isEqualTo(Code.UPSTREAM_CANCELLED);
  }

  @Test
  void b2cWhenPasswordForgottenThenResetAndBackAndOnlyTheSignInCounts() throws Exception {
    OidcRelyingParty party = b2c(Optional.of("B2C_1_reset"));
    Departure first = party.begin(login());
    Departure reset = party.detour(callback(RESET), site.pending(first)).orElseThrow();
    assertThat(reset.uri().getPath()).contains("/B2C_1_reset/authorize");
    assertThat(reset.uri().getRawQuery()).contains("state=" + ScriptedProvider.STATE);

    Departure again = party.detour(callback("code=r&state="), site.pending(reset)).orElseThrow();
    assertThat(again.uri().getPath()).contains("/B2C_1_susi/authorize");
    assertThat(again.nonce()).isNotEqualTo(first.nonce()).isNotEqualTo(reset.nonce());
    assertThat(site.count("/token")).isZero();
    assertThat(refusalOf(() -> party.complete(callback("code=r&state="), site.pending(reset))))
        .isEqualTo(Code.CALLBACK_INVALID);
    assertThat(site.count("/token")).isZero();

    site.claims.put("nonce", again.nonce());
    assertThat(party.detour(callback("code=c&state="), site.pending(again))).isEmpty();
    assertThat(party.complete(callback("code=c&state="), site.pending(again))).isNotNull();
  }

  @Test
  void b2cWhenDetourIsOfAnotherStateOrErrorThenNone() throws Exception {
    OidcRelyingParty party = b2c(Optional.of("B2C_1_reset"));
    Departure first = party.begin(login());

    assertThat(party.detour(CallbackParameters.ofQuery(RESET + "other"), site.pending(first)))
        .isEmpty();
    assertThat(party.detour(callback("error=access_denied&state="), site.pending(first))).isEmpty();
  }

  @Test
  void severalTenantsThenEachListedOneAndNoOther() throws Exception {
    OidcRelyingParty party = severalTenants();
    tenant(TENANT);
    site.claims.put("acct", 0);
    assertThat(site.logIn(party).account().kind()).isEqualTo(AccountKind.INTERNAL);

    tenant(PARTNER);
    var partner = site.logIn(party);
    assertThat(partner.account().kind()).isEqualTo(AccountKind.EXTERNAL);
    assertThat(partner.subject()).isEqualTo(new UpstreamSubject.Entra(PARTNER, OBJECT));

    tenant(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_ISSUER);
  }

  @Test
  void severalTenantsWhenIssuerAndTenantDifferThenTokenIssuer() throws Exception {
    OidcRelyingParty party = severalTenants();
    tenant(PARTNER);
    site.claims.put("tid", TENANT.toString());

    assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_ISSUER);
  }

  @Test
  void severalTenantsWhenKeyIsOneTenantsThenItSignsForNoOther() throws Exception {
    site.keys.get(0).put("issuer", site.base() + "/" + PARTNER + "/v2.0");
    OidcRelyingParty party = severalTenants();
    tenant(TENANT);
    site.claims.put("acct", 0);
    assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_KEY_UNKNOWN);

    tenant(PARTNER);
    assertThat(site.logIn(party)).isNotNull();
    site.keys.get(0).put("issuer", site.base() + "/{tenantid}/v2.0");
    OidcRelyingParty anew = severalTenants();
    tenant(TENANT);
    assertThat(site.logIn(anew)).isNotNull();
  }

  @Test
  void clockWhenProviderIsAheadThenSixtySecondsAreForgivenAndNoMore() throws Exception {
    OidcRelyingParty party = generic(Set.of(Algorithm.RS256));
    for (long minutes : new long[] {4, 10}) {
      ahead(minutes * 60);
      assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_TIME);
    }
    ahead(60);
    assertThat(site.logIn(party)).isNotNull();
  }

  @Test
  void clockWhenProviderIsBehindThenSixtySecondsAreForgivenAndNoMore() throws Exception {
    OidcRelyingParty party = generic(Set.of(Algorithm.RS256));
    for (long seconds : new long[] {61, 240, 600}) {
      ahead(-seconds);
      assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_TIME);
    }
    ahead(-60);
    assertThat(site.logIn(party)).isNotNull();
  }

  @Test
  void clockWhenProviderDatesBackThenSixtySecondsMoreAreForgiven() throws Exception {
    OidcRelyingParty party = externalId();
    for (long seconds : new long[] {61, 240, 600}) {
      ahead(-300 - seconds);
      assertThat(refusalOf(() -> site.logIn(party))).isEqualTo(Code.TOKEN_TIME);
    }
    ahead(-300 - 60);
    assertThat(site.logIn(party)).isNotNull();
  }

  private void ahead(long seconds) {
    long now = site.clock.instant().getEpochSecond() + seconds;
    site.claims.put("iat", now);
    site.claims.put("nbf", now);
    site.claims.put("exp", now + 3600);
  }

  private void tenant(UUID tenant) {
    site.claims.put("iss", site.base() + "/" + tenant + "/v2.0");
    site.claims.put("tid", tenant.toString());
    site.claims.put("oid", OBJECT.toString());
  }

  private OidcRelyingParty severalTenants() {
    String root = site.base() + "/organizations";
    site.standardClaims("");
    site.metadata("/organizations/v2.0", site.base() + "/{tenantid}/v2.0", root);
    return relyingParty(
        new OidcProvider.Entra(TENANT, Set.of(PARTNER), site.uri(), true, Optional.empty()));
  }

  private OidcRelyingParty externalId() {
    String issuer = site.base() + "/" + TENANT + "/v2.0";
    site.standardClaims(issuer);
    site.claims.put("tid", TENANT.toString());
    site.claims.put("oid", OBJECT.toString());
    site.metadata("/" + TENANT + "/v2.0", issuer, site.base() + "/" + TENANT);
    return relyingParty(new OidcProvider.ExternalId(site.uri(), TENANT, Set.of()));
  }

  private OidcRelyingParty b2c(Optional<String> reset) {
    String issuer = site.base() + "/" + TENANT + "/v2.0/";
    site.standardClaims(issuer);
    site.claims.put("sub", "Not supported currently. Use oid claim.");
    site.claims.put("oid", OBJECT.toString());
    site.claims.put("emails", List.of("jo@partner.example"));
    site.claims.put("tfp", "B2C_1_susi");
    for (String policy : List.of("B2C_1_susi", "B2C_1_reset")) {
      String path = "/fabrikam.onmicrosoft.com/" + policy;
      site.metadata(path + "/v2.0", issuer, site.base() + path);
    }
    return relyingParty(
        new OidcProvider.B2c(
            site.uri(), "fabrikam.onmicrosoft.com", TENANT, List.of("B2C_1_susi"), reset));
  }

  private OidcRelyingParty generic(Set<Algorithm> algorithms) {
    return relyingParty(genericProvider(algorithms));
  }

  private OidcProvider genericProvider(Set<Algorithm> algorithms) {
    site.standardClaims(site.base());
    site.metadata("", site.base(), site.base());
    return new OidcProvider.Generic(URI.create(site.base()), algorithms, OidcClaimNames.DEFAULTS);
  }

  private OidcRelyingParty relyingParty(OidcProvider provider) {
    return site.relyingParty(TestUpstream.of(provider, TestUpstream.SECRET, ResponseMode.QUERY));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> metadata() {
    return (Map<String, Object>) site.documents.get("/.well-known/openid-configuration");
  }

  private static BeginLogin login() {
    return new BeginLogin(ScriptedProvider.STATE, false, Optional.empty());
  }

  private static CallbackParameters callback(String upToState) throws Exception {
    return CallbackParameters.ofQuery(upToState + ScriptedProvider.STATE);
  }
}
