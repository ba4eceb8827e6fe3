package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.Credential;
import org.guestbridge.realm.Upstream.ResponseMode;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SelfSignedCertificate;
import org.guestbridge.simulators.http.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whole sign-ins at the simulated tenant, which shares no code with the relying party. */
class OidcRelyingPartyTest {

  private static final SimulatedLogin BY_QUERY = SimulatedLogin.withSecret();
  private static final SimulatedLogin BY_FORM =
      SimulatedLogin.with(TestUpstream.SECRET, ResponseMode.FORM_POST, settings -> settings);

  @AfterAll
  static void stop() {
    BY_QUERY.close();
    BY_FORM.close();
  }

  private static final UUID GUEST = UUID.fromString("b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11");

  @Test
  void completeWhenGuestSignsInThenExternalWithTenantAndObjectId() throws Exception {
    withSecret(
        login -> {
          VerifiedIdentity identity = login.logIn("guest");

          assertThat(identity.subject())
              .isEqualTo(new UpstreamSubject.Entra(EntraSettings.DEFAULT_TENANT, GUEST));
          assertThat(identity.account().kind()).isEqualTo(AccountKind.EXTERNAL);
          assertThat(identity.evidence()).isInstanceOf(Evidence.IdToken.class);
          assertThat(identity.evidence().upstream()).isEqualTo("entra");
          assertThat(((Evidence.IdToken) identity.evidence()).issuedAt())
              .isEqualTo(login.clock.instant().minus(Duration.ofMinutes(5)));
        });
  }

  @Test
  void completeWhenEmployeeSignsInThenInternal() throws Exception {
    withSecret(
        login -> {
          assertThat(login.logIn("employee").account().kind()).isEqualTo(AccountKind.INTERNAL);
        });
  }

  @Test
  void completeWhenFormPostIsConfiguredThenAccepted() throws Exception {
    withFormPost(
        login -> {
          assertThat(login.logIn("guest").account().kind()).isEqualTo(AccountKind.EXTERNAL);
          assertThat(login.entra.requests().lastAuthorizeRequest())
              .containsEntry("response_mode", "form_post");
        });
  }

  @Test
  void completeWhenOtherResponseModeThenCallbackInvalid() throws Exception {
    withFormPost(
        login -> {
          Departure redirect = login.begin(false);
          CallbackParameters byQuery =
              CallbackParameters.ofQuery("code=abc&state=" + SimulatedLogin.STATE);

          assertThat(complete(login, byQuery, redirect)).isEqualTo(Code.CALLBACK_INVALID);
        });
  }

  @Test
  void completeWhenCertificateThenAssertionIsPs256WithThumbprint() throws Exception {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    SelfSignedCertificate made = SelfSignedCertificate.generate("guestbridge", now);
    Credential credential =
        new Credential.ClientCertificate(made.certificate(), (RSAPrivateKey) made.privateKey());
    try (SimulatedLogin login =
        SimulatedLogin.with(
            credential,
            ResponseMode.QUERY,
            settings -> settings.withClientCertificate(made.certificate()))) {
      login.logIn("guest");

      Map<String, String> form = login.entra.requests().lastTokenRequest();
      SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
      assertThat(form).doesNotContainKey("client_secret");
      assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("PS256");
      assertThat(assertion.getHeader().getX509CertSHA256Thumbprint()).isNotNull();
      assertThat(assertion.getJWTClaimsSet().getExpirationTime())
          .isEqualTo(Date.from(now.plus(ClientAuthenticator.ASSERTION_LIFETIME)));
      assertThat(UUID.fromString(assertion.getJWTClaimsSet().getJWTID())).isNotNull();
      assertThat(ClientAuthenticator.ASSERTION_LIFETIME).isLessThanOrEqualTo(Duration.ofMinutes(5));
      login.logIn("guest");
    }
  }

  @Test
  void beginThenCodeFlowWithPkceStateAndNonce() throws Exception {
    withSecret(
        login -> {
          Departure first = login.begin(false);
          Departure second = login.begin(false);

          Map<String, String> asked = Form.parse(first.uri().getRawQuery()).asMap();
          assertThat(asked)
              .containsEntry("response_type", "code")
              .containsEntry("response_mode", "query")
              .containsEntry("state", SimulatedLogin.STATE)
              .containsEntry("nonce", first.nonce())
              .containsEntry("code_challenge_method", "S256")
              .containsEntry("scope", "openid profile email")
              .containsEntry("redirect_uri", TestUpstream.REDIRECT_URI.toString())
              .containsEntry("login_hint", "jdoe@partner.example")
              .containsEntry("domain_hint", "partner.example")
              .doesNotContainKeys("prompt", "max_age", "code_verifier");
          assertThat(first.nonce()).hasSize(43).isNotEqualTo(second.nonce());
          assertThat(first.codeVerifier())
              .hasSize(43)
              .isNotEqualTo(second.codeVerifier())
              .isNotEqualTo(first.nonce());
        });
  }

  @Test
  void beginWhenForcedThenPromptLoginAndMaxAgeZero() throws Exception {
    withSecret(
        login -> {
          Map<String, String> asked = Form.parse(login.begin(true).uri().getRawQuery()).asMap();

          assertThat(asked).containsEntry("prompt", "login").containsEntry("max_age", "0");
        });
  }

  @Test
  void beginWhenHintIsNotPlainThenNotSent() throws Exception {
    withSecret(
        login -> {
          Departure redirect =
              login
                  .relyingParty()
                  .begin(new BeginLogin(SimulatedLogin.STATE, false, Optional.of("a\r\nb")));

          assertThat(redirect.uri().getRawQuery()).doesNotContain("login_hint");
        });
  }

  @Test
  void completeWhenStateIsAnothersThenStateMismatchAndNoTokenCall() throws Exception {
    withSecret(
        login -> {
          Departure redirect = login.begin(false);
          CallbackParameters other = CallbackParameters.ofQuery("code=abc&state=another");

          assertThat(complete(login, other, redirect)).isEqualTo(Code.STATE_MISMATCH);
          assertThat(login.count("/oauth2/v2.0/token")).isZero();
        });
  }

  @Test
  void completeWhenErrorThenDeniedNamingOnlyTheNumber() throws Exception {
    withSecret(
        login -> {
          Departure redirect = login.begin(false);
          CallbackParameters denied = login.browse(redirect, "unassigned");

          assertThat(complete(login, denied, redirect)).isEqualTo(Code.UPSTREAM_DENIED);
          assertThat(denied.error().orElseThrow().sentence())
              .isEqualTo("the upstream answered access_denied (AADSTS50105)");
        });
  }

  @Test
  void completeWhenCodeIsUsedTwiceThenCodeRejected() throws Exception {
    withSecret(
        login -> {
          Departure redirect = login.begin(false);
          CallbackParameters callback = login.browse(redirect, "guest");
          login.relyingParty().complete(callback, login.pending(redirect, false));

          assertThat(complete(login, callback, redirect)).isEqualTo(Code.CODE_REJECTED);
        });
  }

  @Test
  void completeWhenVerifierIsAnothersThenCodeRejected() throws Exception {
    withSecret(
        login -> {
          Departure redirect = login.begin(false);
          CallbackParameters callback = login.browse(redirect, "guest");
          Departure another = login.begin(false);
          Departure mixed = new Departure(redirect.uri(), redirect.nonce(), another.codeVerifier());

          assertThat(complete(login, callback, mixed)).isEqualTo(Code.CODE_REJECTED);
        });
  }

  @Test
  void completeWhenIssNamesAnotherProviderThenCallbackInvalid() throws Exception {
    withSecret(
        login -> {
          Departure redirect = login.begin(false);
          CallbackParameters mixedUp =
              CallbackParameters.ofQuery(
                  "code=abc&iss=https%3A%2F%2Fother.example&state=" + SimulatedLogin.STATE);

          assertThat(complete(login, mixedUp, redirect)).isEqualTo(Code.CALLBACK_INVALID);
          assertThat(login.count("/oauth2/v2.0/token")).isZero();
        });
  }

  private interface Scenario {
    void play(SimulatedLogin login) throws Exception;
  }

  private static void withSecret(Scenario scenario) throws Exception {
    play(BY_QUERY, scenario);
  }

  private static void withFormPost(Scenario scenario) throws Exception {
    play(BY_FORM, scenario);
  }

  private static void play(SimulatedLogin login, Scenario scenario) throws Exception {
    login.entra.requests().clear();
    scenario.play(login);
  }

  private static Code complete(
      SimulatedLogin login, CallbackParameters callback, Departure redirect) throws Exception {
    return refusalOf(() -> login.relyingParty().complete(callback, login.pending(redirect, false)));
  }
}
