package org.guestbridge.app.upstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.entities;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.entity;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.key;

import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a metadata document makes a connection trust: keys for signing, and never no key. */
class GivenMetadataTest {

  private static final X509Certificate OURS = Upstreams.IDP.certificate();
  private static final X509Certificate OTHER = Upstreams.NEXT.certificate();
  private static final String SIGNING = "use=\"signing\"";
  private static final String GOOD = key(SIGNING, OURS);

  private static void complete(String document) throws RefusalException {
    String xml =
        Messages.signed(
            Messages.response(Messages.assertion()), "_assertion", Upstreams.IDP.privateKey());
    Upstreams.connection(
            Upstreams.upstream(Upstreams.ENTRA, new Trust.MetadataDocument(document), false),
            Upstreams.clock())
        .complete(ResponseForm.read(Messages.form(xml)), Upstreams.pending(false));
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("for signing", entity(GOOD)),
        Arguments.of("for anything", entity(key("", OURS))),
        Arguments.of("second of two", entity(key(SIGNING, OTHER) + GOOD)),
        Arguments.of("beside one for encryption", entity(key("use=\"encryption\"", OTHER) + GOOD)),
        Arguments.of(
            "beside a weak one", entity(key(SIGNING, TestKeys.certificateOf(1024)) + GOOD)),
        Arguments.of("among others", entities("", stranger(), entity(GOOD))),
        Arguments.of("still valid", entity("validUntil=\"2026-11-22T08:00:01Z\"", GOOD)),
        Arguments.of("with a mark in front", "\uFEFF" + entity(GOOD)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void completeWhenTheKeyIsGivenThenAccepted(String what, String document) throws RefusalException {
    complete(document);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row("another key", Code.RESPONSE_SIGNATURE, entity(key(SIGNING, OTHER))),
        row(
            "ours for encryption only",
            Code.RESPONSE_SIGNATURE,
            entity(key("use=\"encryption\"", OURS) + key(SIGNING, OTHER))),
        row("for encryption", Code.UPSTREAM_METADATA_KEYS, entity(key("use=\"encryption\"", OURS))),
        row("none", Code.UPSTREAM_METADATA_KEYS, entity("")),
        row(
            "a name only",
            Code.UPSTREAM_METADATA_KEYS,
            entity(
                "<KeyDescriptor><ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo></KeyDescriptor>")),
        row(
            "weak",
            Code.UPSTREAM_METADATA_KEYS,
            entity(key(SIGNING, TestKeys.certificateOf(1024)))),
        row("more than 32", Code.UPSTREAM_METADATA_KEYS, entity(GOOD.repeat(33))),
        row("unreadable", Code.UPSTREAM_METADATA_INVALID, entity(key(SIGNING, "AAAA") + GOOD)),
        row("unknown use", Code.UPSTREAM_METADATA_INVALID, entity(key("use=\"any\"", OURS))),
        row("another entity", Code.UPSTREAM_METADATA_INVALID, stranger()),
        row(
            "twice",
            Code.UPSTREAM_METADATA_INVALID,
            entities("", entity(GOOD), entity(GOOD).replace("_metadata", "_again"))),
        row(
            "a service provider",
            Code.UPSTREAM_METADATA_INVALID,
            entity(GOOD).replace("IDPSSODescriptor", "SPSSODescriptor")),
        row(
            "SAML 1.1",
            Code.UPSTREAM_METADATA_INVALID,
            entity(GOOD).replace("SAML:2.0:protocol", "SAML:1.1:protocol")),
        row(
            "no redirect",
            Code.UPSTREAM_METADATA_INVALID,
            entity(GOOD).replace("HTTP-Redirect", "HTTP-POST")),
        row(
            "plain http",
            Code.UPSTREAM_METADATA_INVALID,
            entity(GOOD).replace("https://login.example", "http://login.example")),
        row(
            "a script",
            Code.UPSTREAM_METADATA_INVALID,
            entity(GOOD).replace("https://login.example/", "javascript:alert(1)//")),
        row("not metadata", Code.UPSTREAM_METADATA_INVALID, Messages.assertion()),
        row("not a date", Code.UPSTREAM_METADATA_INVALID, entity("validUntil=\"soon\"", GOOD)),
        row("not a time", Code.UPSTREAM_METADATA_INVALID, entity("cacheDuration=\"P\"", GOOD)),
        row(
            "expired now",
            Code.UPSTREAM_METADATA_EXPIRED,
            entity("validUntil=\"2026-11-22T08:00:00Z\"", GOOD)),
        row(
            "expired around",
            Code.UPSTREAM_METADATA_EXPIRED,
            entities("validUntil=\"2026-11-21T08:00:00Z\"", entity(GOOD))),
        row("oversized", Code.UPSTREAM_METADATA_INVALID, entity(GOOD) + " ".repeat(1024 * 1024)),
        row("not XML", Code.XML_MALFORMED, "<EntityDescriptor"),
        row("a comment", Code.XML_FORBIDDEN, entity("<!-- -->" + GOOD)),
        row(
            "a document type",
            Code.XML_FORBIDDEN,
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + entity(GOOD)));
  }

  private static Arguments row(String what, Code code, String document) {
    return Arguments.of(what, code, document);
  }

  private static String stranger() {
    return entity(key(SIGNING, OTHER))
        .replace(Messages.ISSUER, "https://idp.stranger.example/")
        .replace("_metadata", "_stranger");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void completeWhenTheDocumentGivesNoKeyForItThenRefused(String what, Code code, String document) {
    assertThatThrownBy(() -> complete(document)).hasFieldOrPropertyWithValue("code", code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "use=\"encryption\""})
  void beginWhenNoKeyCouldVerifyTheAnswerThenNobodyIsSentAway(String use) {
    String document = use.isEmpty() ? entity("") : entity(key(use, OURS));
    assertThatThrownBy(
            () ->
                Upstreams.connection(
                        Upstreams.upstream(
                            Upstreams.ENTRA, new Trust.MetadataDocument(document), false),
                        Upstreams.clock())
                    .begin(Upstreams.login()))
        .hasFieldOrPropertyWithValue("code", Code.UPSTREAM_METADATA_KEYS);
  }

  @Test
  void pinnedWhenWeakThenNoConnection() {
    Trust weak = Upstreams.pinned(TestKeys.certificateOf(1024));
    assertThatThrownBy(
            () ->
                Upstreams.connection(
                    Upstreams.upstream(Upstreams.ENTRA, weak, false), Upstreams.clock()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Upstreams.entra()).isNotNull();
  }
}
