package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.ScimDirectory;
import org.guestbridge.realm.Secret;
import org.guestbridge.simulators.atlassian.DomainState;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The deliverer against a directory whose domain is verified and has no claimed account. */
@Timeout(60)
class ManagedAccountsTest {

  private static final String GUESTS = "guests.example.com";
  private static final Logger LOG = Logger.getLogger("org.guestbridge.delivery");

  private final List<String> warnings = new ArrayList<>();
  private final Handler handler = new Collector();
  private DirectoryFixture fixture;
  private int people;

  @BeforeEach
  void start() throws Exception {
    fixture = new DirectoryFixture();
    LOG.addHandler(handler);
  }

  @AfterEach
  void stop() {
    LOG.removeHandler(handler);
    fixture.close();
  }

  @Test
  void roundWhenTheDomainHasNoClaimedAccountThenWarnedOnceForEachChange() throws Exception {
    try (Deliverer deliverer = fixture.deliverer()) {
      made(deliverer);
      assertThat(warnings).isEmpty();
      assertThat(externalDomains()).isZero();
      domain(DomainState.VERIFIED_UNCLAIMED);
      made(deliverer);
      made(deliverer);
      assertThat(warnings).hasSize(1).first().asString().contains(GUESTS).doesNotContain("@");
      assertThat(externalDomains()).isOne();
      domain(DomainState.VERIFIED);
      made(deliverer);
      assertThat(externalDomains()).isZero();
      domain(DomainState.UNVERIFIED);
      made(deliverer);
      assertThat(warnings).hasSize(2);
    }
  }

  @Test
  void madeWhenTheDirectoryIsNotAtlassiansThenItNeedNotNameAnAccount() {
    fixture.provide(new UUID(7, 1), "Jo");
    DesiredAccount account = fixture.find(new UUID(7, 1)).account().orElseThrow();
    for (boolean isAtlassian : new boolean[] {true, false}) {
      List<DomainName> external = new ArrayList<>();
      new ManagedAccounts(isAtlassian, external::add, managed -> {}).made(account, Map.of());
      assertThat(external).hasSize(isAtlassian ? 1 : 0);
    }
    assertThat(directory("https://api.atlassian.com/scim/directory/6d9f3f6e").isAtlassian())
        .isTrue();
    assertThat(directory("https://directory.example/scim/v2").isAtlassian()).isFalse();
  }

  private static ScimDirectory directory(String base) {
    return new ScimDirectory(URI.create(base), Secret.of("key"), 1, Optional.empty());
  }

  private void made(Deliverer deliverer) throws Exception {
    people++;
    fixture.provide(new UUID(7, people), "Jo");
    fixture.settle(deliverer);
    assertThat(fixture.scim.snapshot().users()).hasSize(people);
  }

  private void domain(DomainState state) {
    fixture.atlassian.organization().domain(GUESTS, state);
  }

  private double externalDomains() {
    return fixture.metrics.get("guestbridge.delivery.external.domains").gauge().value();
  }

  private final class Collector extends Handler {

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
        warnings.add(new PatternFormatter("%s").format(ExtLogRecord.wrap(record)));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
