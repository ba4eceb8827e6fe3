package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A running broker compares its directories by itself. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
@TestProfile(ScheduledReconciliationTest.EverySecond.class)
class ScheduledReconciliationTest {

  /** In every other test, a run of the schedule's would be in the way of those that are ordered. */
  public static final class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("guestbridge.reconcile-interval", "1s");
    }
  }

  private static final String FOREIGN =
      "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
          + "\"userName\":\"by.hand@guests.example.com\","
          + "\"emails\":[{\"value\":\"by.hand@guests.example.com\",\"primary\":true}]}";

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Admin admin = new Admin(site);
  private final ProvisionedSite world = new ProvisionedSite(site);

  @BeforeEach
  void fillADirectory() throws IOException {
    world.serve(register);
  }

  @AfterEach
  void serveTheUsualRealm() throws IOException {
    world.tenant.reset();
    register.serve(site, text -> text);
  }

  @Test
  void directoryWhenItsTurnComesThenComparedWithoutAnOrderAndTheDriftIsMeasured() throws Exception {
    long audited = register.audited();
    KeyRollOverTest.await(() -> metric("guestbridge_reconciled", "").equals("1.0"));
    assertThat(metric("guestbridge_drift", "account_foreign_alias")).isEqualTo("0.0");

    String key = "Bearer " + world.atlassian.keys().current();
    assertThat(new Scim(world.atlassian.base(), key).send("POST", "/Users", FOREIGN).statusCode())
        .isEqualTo(201);

    KeyRollOverTest.await(() -> metric("guestbridge_drift", "account_foreign_alias").equals("1.0"));
    assertThat(admin.read("/admin/v1/reconciliations?directory=atlassian").body())
        .contains("\"purpose\":\"compare\"");
    assertThat(register.auditedSince(audited)).isEmpty();
  }

  /** The value for the directory, and for that kind if one is named; empty while there is none. */
  private String metric(String name, String kind) throws Exception {
    return admin
        .read("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> line.contains("directory=\"atlassian\""))
        .filter(line -> kind.isEmpty() || line.contains("kind=\"" + kind + "\""))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }
}
