package org.guestbridge.app.upstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.entities;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.entity;
import static org.guestbridge.app.upstream.saml.ProviderMetadata.key;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata that are fetched: when, how often, and what holds while they cannot be had. */
class FetchedMetadataTest {

  private static final String GOOD = entity(key("", Upstreams.IDP.certificate()));
  private static final String ROLLED = entity(key("", Upstreams.NEXT.certificate()));

  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String document = GOOD;
  private volatile Instant now = Instant.parse(Messages.NOW);

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metadata", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    byte[] body = document.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private SamlConnection connection(X509Certificate... signers) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metadata");
    return Upstreams.connection(
        Upstreams.upstream(Upstreams.ENTRA, new Trust.MetadataUrl(url, List.of(signers)), false),
        () -> now);
  }

  private void later(Duration step) {
    now = now.plus(step);
  }

  /** {@code accepted}, or why not; an answer that is only too old by now had a good signature. */
  private static String outcome(SamlConnection connection, SigningKey signer) {
    String xml =
        Messages.signed(Messages.response(Messages.assertion()), "_assertion", signer.privateKey());
    try {
      connection.complete(ResponseForm.read(Messages.form(xml)), Upstreams.pending(false));
      return "accepted";
    } catch (RefusalException refusal) {
      boolean late = refusal.code() == Code.RESPONSE_TIME || refusal.code() == Code.ASSERTION_TIME;
      return late ? "accepted" : refusal.code().text();
    }
  }

  private static void refused(Code code, SamlConnection connection) {
    assertThatThrownBy(() -> connection.begin(Upstreams.login()))
        .hasFieldOrPropertyWithValue("code", code);
  }

  @Test
  void nothingIsFetchedBeforeTheFirstLoginAndNotAgainForTheSecond() throws RefusalException {
    SamlConnection connection = connection();
    assertThat(fetches).hasValue(0);

    assertThat(connection.begin(Upstreams.login()).uri().getHost())
        .isEqualTo(Upstreams.SIGN_ON.getHost());
    connection.begin(Upstreams.login());

    assertThat(outcome(connection, Upstreams.IDP)).isEqualTo("accepted");
    assertThat(fetches).hasValue(1);
  }

  @Test
  void unknownKeyIsLookedForOnceInFiveMinutes() {
    SamlConnection connection = connection();
    assertThat(outcome(connection, Upstreams.IDP)).isEqualTo("accepted");
    assertThat(outcome(connection, Upstreams.NEXT)).isEqualTo("response_signature");
    assertThat(fetches).hasValue(2);
    document = ROLLED;

    later(Duration.ofSeconds(299));
    assertThat(outcome(connection, Upstreams.NEXT)).isEqualTo("response_signature");
    assertThat(fetches).hasValue(2);
    later(Duration.ofSeconds(1));
    assertThat(outcome(connection, Upstreams.NEXT)).isEqualTo("accepted");
    assertThat(fetches).hasValue(3);
    assertThat(outcome(connection, Upstreams.IDP)).isEqualTo("response_signature");
    assertThat(fetches).hasValue(3);
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of("down", 500, GOOD),
        Arguments.of("gone", 404, GOOD),
        Arguments.of("elsewhere", 302, GOOD),
        Arguments.of("without a key", 200, entity("")),
        Arguments.of("not metadata", 200, "<html/>"),
        Arguments.of("another's", 200, ROLLED.replace(Messages.ISSUER, "https://x.example/")),
        Arguments.of(
            "expired",
            200,
            entity("validUntil=\"2026-11-22T08:00:00Z\"", key("", Upstreams.NEXT.certificate()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outages")
  void lastGoodDocumentHoldsWhileTheAddressIsBad(String what, int status, String document)
      throws RefusalException {
    SamlConnection connection = connection();
    connection.begin(Upstreams.login());
    this.status = status;
    this.document = document;

    later(Duration.ofHours(2));
    connection.begin(Upstreams.login());
    connection.begin(Upstreams.login());
    assertThat(fetches).hasValue(2);
    later(Duration.ofMinutes(5));
    connection.begin(Upstreams.login());
    assertThat(fetches).hasValue(3);
    assertThat(outcome(connection, Upstreams.IDP)).isEqualTo("accepted");
    assertThat(outcome(connection, Upstreams.NEXT)).isEqualTo("response_signature");

    this.status = 200;
    this.document = ROLLED;
    later(Duration.ofMinutes(5));
    connection.begin(Upstreams.login());
    assertThat(outcome(connection, Upstreams.NEXT)).isEqualTo("accepted");
  }

  @Test
  void lastGoodDocumentDoesNotOutliveItsOwnDate() throws RefusalException {
    document = entity("validUntil=\"2026-11-22T09:00:00Z\"", key("", Upstreams.IDP.certificate()));
    SamlConnection connection = connection();
    connection.begin(Upstreams.login());
    status = 500;

    later(Duration.ofMinutes(59));
    connection.begin(Upstreams.login());
    later(Duration.ofMinutes(1));
    refused(Code.UPSTREAM_UNREACHABLE, connection);
    assertThat(outcome(connection, Upstreams.IDP)).isEqualTo("upstream_unreachable");
  }

  @Test
  void failureIsRememberedForTenSecondsWhenThereIsNothingToServeWith() throws RefusalException {
    SamlConnection connection = connection();
    status = 500;
    refused(Code.UPSTREAM_UNREACHABLE, connection);
    refused(Code.UPSTREAM_UNREACHABLE, connection);
    assertThat(fetches).hasValue(1);

    status = 200;
    later(Duration.ofSeconds(9));
    refused(Code.UPSTREAM_UNREACHABLE, connection);
    later(Duration.ofSeconds(1));
    connection.begin(Upstreams.login());
    assertThat(fetches).hasValue(2);
  }

  @ParameterizedTest
  @MethodSource("cacheDurations")
  void refreshedAsOftenAsTheDocumentAsksWithinLimits(String asked, Duration expected)
      throws RefusalException {
    document = entity(asked, key("", Upstreams.IDP.certificate()));
    SamlConnection connection = connection();
    connection.begin(Upstreams.login());
    later(expected.minusSeconds(1));
    connection.begin(Upstreams.login());
    assertThat(fetches).hasValue(1);
    later(Duration.ofSeconds(1));
    connection.begin(Upstreams.login());
    assertThat(fetches).hasValue(2);
  }

  static Stream<Arguments> cacheDurations() {
    return Stream.of(
        Arguments.of("", FetchedMetadata.DEFAULT_REFRESH),
        Arguments.of("cacheDuration=\"PT2H30M\"", Duration.ofMinutes(150)),
        Arguments.of("cacheDuration=\"PT0S\"", FetchedMetadata.MIN_REFRESH),
        Arguments.of("cacheDuration=\"P1Y\"", FetchedMetadata.MAX_REFRESH));
  }

  @Test
  void signedDocumentNeedsTheSignatureOfASignerOverTheWhole() throws RefusalException {
    X509Certificate signer = Upstreams.BROKER.certificate();
    document = Messages.signed(GOOD, "_metadata", Upstreams.BROKER.privateKey());
    String good = document;
    connection(signer).begin(Upstreams.login());
    connection(Upstreams.NEXT.certificate(), signer).begin(Upstreams.login());
    refused(Code.UPSTREAM_METADATA_SIGNATURE, connection(Upstreams.NEXT.certificate()));

    document = GOOD;
    refused(Code.UPSTREAM_METADATA_SIGNATURE, connection(signer));
    document = Messages.signed(GOOD, "_metadata", Upstreams.NEXT.privateKey());
    refused(Code.UPSTREAM_METADATA_SIGNATURE, connection(signer));
    document = good.replace("https://login.example/", "https://login.attacker.example/");
    refused(Code.UPSTREAM_METADATA_SIGNATURE, connection(signer));
    document = entities("", good);
    refused(Code.UPSTREAM_METADATA_SIGNATURE, connection(signer));
    document = Messages.signed(entities("", GOOD), "_all", Upstreams.BROKER.privateKey());
    connection(signer).begin(Upstreams.login());
  }
}
