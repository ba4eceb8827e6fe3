package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs come from the realm file, whatever a request says about where it was sent. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class ForgedHostTest {

  private static final String METADATA = "/r/example/saml/metadata";
  private static final String SSO = "/r/example/saml/sso";

  @TestHTTPResource("/")
  URI publicBase;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: ftp",
        "X-Forwarded-Port: 1",
        "X-Forwarded-Prefix: /evil",
        "X-Original-Host: evil.example",
        "X-Original-URL: /evil",
        "X-Rewrite-URL: /evil",
        "Forwarded: for=127.0.0.1;host=evil.example;proto=ftp"
      })
  void forgedHeaderChangesNoUrl(String header) {
    Broker broker = new Broker(publicBase);
    HttpAnswer plain = broker.get(METADATA);
    assertThat(plain.status()).isEqualTo(200);
    assertThat(broker.get(METADATA, header).body()).isEqualTo(plain.body());

    String target = SSO + "?" + SamlMessage.valid().redirect();
    String callback =
        URLEncoder.encode(SamlMessage.PUBLIC_URL + "/r/example/", StandardCharsets.UTF_8);
    assertThat(broker.get(target, header).header("Location"))
        .contains("redirect_uri=" + callback)
        .doesNotContain("evil");
  }
}
