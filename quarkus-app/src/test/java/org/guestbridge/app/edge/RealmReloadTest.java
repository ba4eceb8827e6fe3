package org.guestbridge.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.guestbridge.app.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The realm file changes under a running broker. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class RealmReloadTest {

  private static final String ACS = "connection=saml-one";
  private static final Logger LOG = Logger.getLogger("org.guestbridge.realm");

  @TestHTTPResource("/")
  URI publicBase;

  @TestHTTPResource(value = "/", management = true)
  URI managementBase;

  @ConfigProperty(name = RunningBroker.ENTRA, defaultValue = RunningBroker.UNSET)
  URI entra;

  @Inject BrokerSettings settings;

  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Handler handler = new Collecting();
  private RealmFile file;
  private Broker broker;
  private Broker management;

  @BeforeEach
  void connect() {
    file = new RealmFile(settings.realmFile().get(0), entra);
    broker = new Broker(publicBase);
    management = new Broker(managementBase);
    LOG.addHandler(handler);
  }

  @AfterEach
  void restore() {
    LOG.removeHandler(handler);
    file.restore();
    await(() -> isValid() && postsTo(ACS));
  }

  @Test
  void editIsServed() {
    assertThat(postsTo(ACS)).isTrue();
    file.write(file.text().replace(ACS, "connection=saml-new"));
    await(() -> postsTo("connection=saml-new"));
    assertThat(isValid()).isTrue();
    assertThat(ready()).doesNotContain("refusedEdit");
  }

  @Test
  void badEditKeepsTheRunningRealmUntilItIsMended() {
    String edited = file.text().replace(ACS, "connection=saml-new");
    file.write(edited.replace("account: external", "account: extrenal"));
    await(() -> !isValid());
    assertThat(ready())
        .contains("\"status\": \"UP\"", "refusedEdit", "realm_value_invalid at /rules/1/when");
    assertThat(logged)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("realm file refused", "realm_value_invalid", "/rules/1/when"));
    assertThat(postsTo(ACS)).isTrue();

    file.write(edited);
    await(() -> postsTo("connection=saml-new"));
    assertThat(isValid()).isTrue();
    assertThat(ready()).doesNotContain("refusedEdit");
  }

  @Test
  void everyProblemOfABadEditIsNamed() {
    file.write(
        file.text()
            .replace("account: external", "account: extrenal")
            .replace("handledBy: elsewhere", "handledBy: nobody"));
    await(() -> !isValid());
    assertThat(ready()).contains(" at /rules/1/when", " at /mail/handledBy");
  }

  @Test
  void missingFileKeepsTheRunningRealm() throws Exception {
    Files.delete(settings.realmFile().get(0));
    await(() -> !isValid());
    assertThat(ready()).contains("\"status\": \"UP\"", "realm_unreadable");
    assertThat(postsTo(ACS)).isTrue();
  }

  @Test
  void renamingTheRealmIsRefused() {
    file.write(file.text().replace("realm: example", "realm: renamed"));
    await(() -> !isValid());
    assertThat(ready()).contains("realm_value_invalid at /realm");
    assertThat(broker.get("/r/renamed/saml/metadata").status()).isEqualTo(404);
    assertThat(broker.get("/r/example/saml/metadata").status()).isEqualTo(200);
  }

  private boolean isValid() {
    String metrics = management.get("/q/metrics").body();
    assertThat(metrics).contains("guestbridge_realm_file_valid{");
    return metrics.contains("guestbridge_realm_file_valid{realm=\"example\"} 1.0");
  }

  private String ready() {
    HttpAnswer answer = management.get("/q/health/ready");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /** Whether the running realm answers to that consumer. */
  private boolean postsTo(String connection) {
    String passive = SamlMessage.valid().with("IsPassive", "true").redirect();
    HttpAnswer answer = broker.get("/r/example/saml/sso?" + passive);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().contains(connection + "\"");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Keeps formatted messages. */
  private final class Collecting extends Handler {

    @Override
    public void publish(LogRecord record) {
      logged.add(record.getMessage() + Arrays.toString(record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
