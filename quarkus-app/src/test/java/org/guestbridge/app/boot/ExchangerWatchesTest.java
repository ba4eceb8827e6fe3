package org.guestbridge.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestbridge.app.ExampleRealm;
import org.guestbridge.app.scim.out.MailReadiness;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which realms' mail servers are watched, and what the metric says of them. */
@Timeout(60)
class ExchangerWatchesTest {

  private static final String METRIC = "guestbridge.mail.exchanger.ready";
  private static final EmailAddress JOE =
      EmailAddress.parse("joe@guests.example.com").orElseThrow();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ExchangerWatches watches = new ExchangerWatches(metrics);

  @Test
  void ofWhenNoMailServerIsNamedThenNobodyIsAsked() {
    assertThat(watches.of(realm("{ handledBy: elsewhere }"))).isSameAs(MailReadiness.UNASKED);
    assertThat(watches.of(realm("{ handledBy: guestbridge }"))).isSameAs(MailReadiness.UNASKED);
    assertThat(metrics.find(METRIC).gauge()).isNull();
  }

  @Test
  void ofWhenAMailServerIsNamedThenOneWatchForTheRealmUntilItIsAnother() throws Exception {
    Realm realm = realm(exchanger(closedPort()));
    MailReadiness watch = watches.of(realm);
    assertThat(watches.of(realm)).isSameAs(watch);
    assertThat(metrics.get(METRIC).tag("realm", "example").gauge().value()).isEqualTo(1);
    assertThat(watch.objections(List.of(JOE))).isEqualTo(Map.of(JOE, Code.MAIL_EXCHANGER_UNREADY));
    assertThat(metrics.get(METRIC).gauge().value()).isEqualTo(0);

    Realm other = realm(exchanger(closedPort()));
    watches.retain(List.of(other));
    assertThat(metrics.find(METRIC).gauge()).isNull();
    assertThat(watches.of(other)).isNotSameAs(watch);
    watches.retain(List.of(other));
    assertThat(metrics.get(METRIC).gauge().value()).isEqualTo(1);
    watches.retain(List.of());
    assertThat(metrics.find(METRIC).gauge()).isNull();
  }

  private static String exchanger(int port) {
    return "{ handledBy: guestbridge, exchanger: \"127.0.0.1:" + port + "\" }";
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Realm realm(String mail) {
    LoadResult loaded =
        new RealmLoader(name -> "secret")
            .load(
                ExampleRealm.with(ExampleRealm.MAIL, mail).getBytes(StandardCharsets.UTF_8),
                DocumentFormat.YAML,
                Path.of("."));
    return ((LoadResult.Loaded) loaded).realm();
  }
}
