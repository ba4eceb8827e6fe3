package org.guestbridge.app.upstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.app.upstream.saml.Messages.assertion;
import static org.guestbridge.app.upstream.saml.Messages.form;
import static org.guestbridge.app.upstream.saml.Messages.response;
import static org.guestbridge.app.upstream.saml.Messages.signed;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.app.upstream.UnsolicitedLogin;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal differs in one thing from the message that is accepted. */
class SamlConnectionTest {

  private static final PrivateKey KEY = Upstreams.IDP.privateKey();
  private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

  private static VerifiedIdentity complete(String xml) throws RefusalException {
    return Upstreams.entra().complete(ResponseForm.read(form(xml)), Upstreams.pending(false));
  }

  private static String accepted() {
    return signed(response(assertion()), "_assertion", KEY);
  }

  private static void refused(Code code, String xml) {
    assertThatThrownBy(() -> complete(xml))
        .isInstanceOfSatisfying(
            RefusalException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void completeWhenAssertionSignedThenTheGuestOfTheTenant() throws RefusalException {
    VerifiedIdentity identity = complete(accepted());
    assertThat(identity.subject())
        .isEqualTo(
            new UpstreamSubject.Entra(
                UUID.fromString(Messages.TENANT),
                UUID.fromString("b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11")));
    assertThat(identity.account().kind()).isEqualTo(AccountKind.EXTERNAL);
    assertThat(identity.profile().groups().ids()).containsExactlyInAnyOrder("g1", "g2");
    assertThat(identity.profile().mail().orElseThrow().value())
        .isEqualTo("jane.doe@partner.example");
  }

  @Test
  void completeWhenOnlyTheResponseIsSignedThenAccepted() throws RefusalException {
    assertThat(complete(signed(response(assertion()), "_response", KEY))).isNotNull();
  }

  @Test
  void completeWhenBothAreSignedThenBothMustVerify() throws RefusalException {
    assertThat(complete(signed(accepted(), "_response", KEY))).isNotNull();
    String inner = signed(response(assertion()), "_assertion", Upstreams.NEXT.privateKey());
    refused(Code.RESPONSE_SIGNATURE, signed(inner, "_response", KEY));
    refused(Code.RESPONSE_SIGNATURE, signed(accepted(), "_response", Upstreams.NEXT.privateKey()));
  }

  @Test
  void completeWhenNothingIsSignedThenRefused() {
    refused(Code.RESPONSE_UNSIGNED, response(assertion()));
  }

  @Test
  void completeWhenTheSignatureUsesPssThenAccepted() throws RefusalException {
    String pss = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";
    assertThat(complete(signed(response(assertion()), "_assertion", KEY, pss, List.of())))
        .isNotNull();
  }

  @Test
  void completeWhenTheSignatureUsesEcThenAccepted() throws RefusalException {
    KeyPair pair = Upstreams.ec();
    String xml =
        signed(
            response(assertion()),
            "_assertion",
            pair.getPrivate(),
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            List.of());
    SamlConnection connection =
        Upstreams.connection(
            Upstreams.upstream(
                Upstreams.ENTRA,
                Upstreams.pinned(Upstreams.IDP.certificate(), TestKeys.certificate(pair)),
                false),
            Upstreams.clock());
    assertThat(connection.complete(ResponseForm.read(form(xml)), Upstreams.pending(false)))
        .isNotNull();
    refused(Code.RESPONSE_SIGNATURE, xml);
  }

  @Test
  void completeWhenTheSignatureIsSha1ThenRefused() {
    refused(
        Code.RESPONSE_SIGNATURE,
        signed(
            response(assertion()),
            "_assertion",
            KEY,
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            List.of()));
  }

  @Test
  void completeWhenPrefixesAreKeptThenAccepted() throws RefusalException {
    String typed =
        assertion()
            .replace(
                "<AttributeValue>g1",
                "<AttributeValue xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                    + " xsi:type=\"xs:string\">g1");
    assertThat(
            complete(
                signed(response(typed), "_assertion", KEY, Messages.RSA_SHA256, List.of("xs"))))
        .isNotNull();
  }

  @Test
  void completeWhenTamperedAfterSigningThenRefused() {
    refused(Code.RESPONSE_SIGNATURE, accepted().replace("b7d0a0e2-6a0f", "00000000-0000"));
    refused(
        Code.RESPONSE_SIGNATURE, accepted().replace("<AttributeValue>g1", "<AttributeValue>g9"));
  }

  @Test
  void completeWhenAnotherAssertionIsWrappedInThenRefused() {
    String forged = assertion().replace("_assertion", "_forged").replace("b7d0", "0000");
    refused(Code.RESPONSE_INVALID, accepted().replace("<Assertion", forged + "<Assertion"));
    refused(
        Code.RESPONSE_INVALID,
        accepted().replace("</samlp:Response>", forged + "</samlp:Response>"));
    refused(
        Code.RESPONSE_SIGNATURE,
        accepted()
            .replace("</ds:Signature>", "<ds:Object>" + forged + "</ds:Object></ds:Signature>"));
    refused(
        Code.RESPONSE_INVALID,
        accepted()
            .replace(
                "</samlp:Status>",
                "<samlp:StatusDetail>" + forged + "</samlp:StatusDetail></samlp:Status>"));
  }

  @Test
  void completeWhenAnErrorThenDenied() {
    refused(
        Code.UPSTREAM_DENIED,
        response("").replace(SUCCESS, "urn:oasis:names:tc:SAML:2.0:status:Responder"));
  }

  static Stream<Arguments> assertionEdits() {
    return Stream.of(
        edit(Code.ASSERTION_ISSUER, "<Issuer>https", "<Issuer>http"),
        edit(Code.ASSERTION_AUDIENCE, "/metadata</Audience>", "/metadata/</Audience>"),
        edit(
            Code.ASSERTION_AUDIENCE,
            "</AudienceRestriction>",
            "</AudienceRestriction><AudienceRestriction><Audience>x</Audience>"
                + "</AudienceRestriction>"),
        edit(Code.ASSERTION_CONDITIONS, "</Conditions>", "<ProxyRestriction/></Conditions>"),
        edit(Code.ASSERTION_TIME, "NotBefore=\"2026-11-22T07:55", "NotBefore=\"2026-11-22T08:02"),
        edit(
            Code.ASSERTION_TIME,
            "<Conditions NotBefore=\"2026-11-22T07:55:00Z\" NotOnOrAfter=\"2026-11-22T09:05:00Z\"",
            "<Conditions NotBefore=\"2026-11-22T07:55:00Z\" NotOnOrAfter=\"2026-11-22T07:58:59Z\""),
        edit(Code.ASSERTION_TIME, "<Conditions NotBefore=\"2026-11-22T07:55:00Z\"", "<Conditions"),
        edit(Code.ASSERTION_TIME, "NotBefore=\"2026-11-22", "NotBefore=\"2026-11-21"),
        edit(
            Code.ASSERTION_TIME,
            "IssueInstant=\"2026-11-22T08:00",
            "IssueInstant=\"2026-11-22T07:48"),
        edit(
            Code.RESPONSE_INVALID,
            "IssueInstant=\"2026-11-22T08:00:00Z",
            "IssueInstant=\"2026-11-22T08:00:00"),
        edit(Code.ASSERTION_CONFIRMATION, "cm:bearer", "cm:sender-vouches"),
        edit(Code.ASSERTION_RECIPIENT, "/acs\"", "/acs/\""),
        edit(Code.ASSERTION_REQUEST, "InResponseTo=\"_00", "InResponseTo=\"_01"),
        edit(Code.ASSERTION_FRESHNESS, "AuthnInstant=\"2026", "AuthnInstant=\"2027"),
        edit(Code.ASSERTION_TENANT, ">3f1c9b1e", ">4f1c9b1e"),
        edit(Code.ASSERTION_ATTRIBUTES, ">b7d0a0e2", ">nob7d0a0e2"),
        edit(Code.RESPONSE_INVALID, "claims/objectidentifier", "claims/tenantid"),
        edit(
            Code.ASSERTION_ATTRIBUTES,
            "<AttributeValue>b7d0a0e2",
            "<AttributeValue>x</AttributeValue><AttributeValue>b7d0a0e2"),
        edit(Code.RESPONSE_INVALID, "</Conditions>", "</Conditions><Advice/>"),
        edit(
            Code.RESPONSE_INVALID, "_assertion\" Version=\"2.0\"", "_assertion\" Version=\"2.1\""));
  }

  private static Arguments edit(Code code, String from, String to) {
    return Arguments.of(code, from, to);
  }

  @ParameterizedTest
  @MethodSource("assertionEdits")
  void completeWhenOneThingOfTheAssertionDiffersThenRefused(Code code, String from, String to) {
    String edited = assertion().replace(from, to);
    assertThat(edited).isNotEqualTo(assertion());
    refused(code, signed(response(edited), "_assertion", KEY));
  }

  static Stream<Arguments> envelopeEdits() {
    return Stream.of(
        edit(Code.RESPONSE_ISSUER, "2.0:assertion\">https://sts", "2.0:assertion\">http://sts"),
        edit(Code.RESPONSE_DESTINATION, "Destination=\"https", "Destination=\"http"),
        edit(Code.RESPONSE_REQUEST, "InResponseTo=\"_00", "InResponseTo=\"_01"),
        edit(
            Code.RESPONSE_TIME,
            "IssueInstant=\"2026-11-22T08:00",
            "IssueInstant=\"2026-11-22T08:02"),
        edit(
            Code.RESPONSE_TIME,
            "IssueInstant=\"2026-11-22T08:00:00",
            "IssueInstant=\"2026-11-22T07:58:29"));
  }

  @ParameterizedTest
  @MethodSource("envelopeEdits")
  void completeWhenOneThingOfTheEnvelopeDiffersThenRefused(Code code, String from, String to) {
    String edited = response("#").replaceFirst(java.util.regex.Pattern.quote(from), to);
    assertThat(edited).isNotEqualTo(response("#"));
    refused(code, signed(edited.replace("#", assertion()), "_assertion", KEY));
    refused(code, signed(edited.replace("#", assertion()), "_response", KEY));
  }

  @Test
  void completeWhenTheProviderIsAMinuteBehindThenAcceptedHoweverOldTheSignIn()
      throws RefusalException {
    String behind =
        response(assertion())
            .replace("IssueInstant=\"2026-11-22T08:00:00", "IssueInstant=\"2026-11-22T07:58:30")
            .replace("AuthnInstant=\"2026-11-22", "AuthnInstant=\"2026-11-15");
    assertThat(behind).doesNotContain("IssueInstant=\"2026-11-22T08:00:00");
    assertThat(complete(signed(behind, "_assertion", KEY))).isNotNull();
  }

  @Test
  void completeWhenASignedResponseHasNoDestinationThenRefused() throws RefusalException {
    UnaryOperator<String> without = xml -> xml.replace(" Destination=\"" + Messages.ACS + "\"", "");
    refused(
        Code.RESPONSE_DESTINATION, signed(without.apply(response(assertion())), "_response", KEY));
    assertThat(complete(signed(without.apply(response(assertion())), "_assertion", KEY)))
        .isNotNull();
  }

  @Test
  void completeWhenForcedAndTheSignInIsOldThenRefused() throws RefusalException {
    String old =
        signed(
            response(
                assertion()
                    .replace("AuthnInstant=\"2026-11-22T08:00", "AuthnInstant=\"2026-11-22T07:58")),
            "_assertion",
            KEY);
    assertThat(complete(old)).isNotNull();
    assertThatThrownBy(
            () -> Upstreams.entra().complete(ResponseForm.read(form(old)), Upstreams.pending(true)))
        .hasFieldOrPropertyWithValue("code", Code.ASSERTION_FRESHNESS);
  }

  @Test
  void completeWhenTheProviderIsNotNamedThenTheKindIsUnknown() throws RefusalException {
    String without =
        assertion().replace("identity/claims/identityprovider", "identity/claims/other");
    VerifiedIdentity identity = complete(signed(response(without), "_assertion", KEY));
    assertThat(identity.account().kind()).isEqualTo(AccountKind.UNKNOWN);
    assertThat(identity.account().refusal()).contains(Code.ACCOUNT_KIND_UNPROVEN);
  }

  @Test
  void completeWhenGenericThenOnlyAPersistentNameIdOfOursIsASubject() throws RefusalException {
    String persistent =
        assertion()
            .replace(
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"",
                PersistentNameId.FORMAT + "\" SPNameQualifier=\"" + Messages.AUDIENCE + "\"");
    SamlConnection generic =
        Upstreams.connection(
            Upstreams.upstream(
                Upstreams.GENERIC, Upstreams.pinned(Upstreams.IDP.certificate()), false),
            Upstreams.clock());
    VerifiedIdentity identity =
        generic.complete(
            ResponseForm.read(form(signed(response(persistent), "_assertion", KEY))),
            Upstreams.pending(false));
    assertThat(identity.subject())
        .isEqualTo(new UpstreamSubject.Saml(Messages.ISSUER, "jane.doe@partner.example"));
    assertThat(identity.account().kind()).isEqualTo(AccountKind.EXTERNAL);
    for (String other :
        List.of(
            persistent.replace("format:persistent", "format:transient"),
            persistent.replace("SPNameQualifier=\"https", "SPNameQualifier=\"http"),
            assertion())) {
      String xml = signed(response(other), "_assertion", KEY);
      assertThatThrownBy(
              () -> generic.complete(ResponseForm.read(form(xml)), Upstreams.pending(false)))
          .hasFieldOrPropertyWithValue("code", Code.ASSERTION_SUBJECT);
    }
  }

  @Test
  void completeUnsolicitedWhenAllowedThenOnlyWithoutARequestAndJustNow() throws RefusalException {
    String unasked =
        signed(
            response(assertion()).replace(" InResponseTo=\"" + Messages.REQUEST + "\"", ""),
            "_assertion",
            KEY);
    SamlConnection open = open(Messages.NOW);
    UnsolicitedLogin login = open.completeUnsolicited(ResponseForm.read(form(unasked)));
    assertThat(login.messageId()).isEqualTo("_assertion");
    assertThat(login.usableUntil()).isEqualTo(Instant.parse("2026-11-22T08:02:00Z"));
    assertThatThrownBy(() -> open.completeUnsolicited(ResponseForm.read(form(accepted()))))
        .hasFieldOrPropertyWithValue("code", Code.RESPONSE_REQUEST);
    assertThatThrownBy(
            () ->
                open("2026-11-22T08:02:01Z").completeUnsolicited(ResponseForm.read(form(unasked))))
        .hasFieldOrPropertyWithValue("code", Code.RESPONSE_TIME);
    assertThatThrownBy(
            () -> Upstreams.entra().completeUnsolicited(ResponseForm.read(form(unasked))))
        .hasFieldOrPropertyWithValue("code", Code.UPSTREAM_UNSOLICITED);
    refused(Code.RESPONSE_REQUEST, unasked);
  }

  private static SamlConnection open(String now) {
    return Upstreams.connection(
        Upstreams.upstream(Upstreams.ENTRA, Upstreams.pinned(Upstreams.IDP.certificate()), true),
        InstantSource.fixed(Instant.parse(now)));
  }

  @Test
  void beginWhenSignedThenTheQueryVerifies() throws Exception {
    Departure departure =
        Upstreams.entra().begin(new BeginLogin("s1", true, Optional.of("jo@partner.example")));
    String query = departure.uri().getRawQuery();
    assertThat(departure.nonce()).matches("_[0-9a-f]{40}");
    assertThat(query).endsWith("&login_hint=jo%40partner.example").contains("&RelayState=s1&");
    String signedPart = query.substring(0, query.indexOf("&Signature="));
    String value =
        query.substring(query.indexOf("&Signature=") + 11, query.indexOf("&login_hint="));
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(Upstreams.BROKER.certificate());
    verifier.update(signedPart.getBytes(StandardCharsets.US_ASCII));
    assertThat(
            verifier.verify(
                Base64.getDecoder().decode(URLDecoder.decode(value, StandardCharsets.UTF_8))))
        .isTrue();
    assertThat(departure.uri()).hasHost(URI.create("https://login.example").getHost());
  }

  @Test
  void ownMetadataThenNamesKeysAndAddress() {
    assertThat(Upstreams.entra().ownMetadata().orElseThrow())
        .contains("entityID=\"" + Messages.AUDIENCE + "\"")
        .contains("Location=\"" + Messages.ACS + "\"")
        .contains("use=\"signing\"")
        .contains("use=\"encryption\"")
        .contains("WantAssertionsSigned=\"true\"");
  }

  static Stream<String> badForms() {
    String good = form(accepted());
    return Stream.of(
        good + "&SAMLRequest=x",
        good + "&RelayState=s1",
        good + "&SAMLResponse=x",
        good.replace("SAMLResponse=", "SAML%52esponse="),
        good.replace("SAMLResponse=", "samlresponse="),
        "RelayState=s1");
  }

  @ParameterizedTest
  @MethodSource("badForms")
  void readWhenTheFormIsAmbiguousThenRefused(String form) {
    assertThatThrownBy(() -> ResponseForm.read(form))
        .hasFieldOrPropertyWithValue("code", Code.CALLBACK_INVALID);
  }
}
