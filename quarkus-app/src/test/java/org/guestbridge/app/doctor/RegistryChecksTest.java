package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.guestbridge.app.admin.FakeOperations;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.ledger.jdbc.Schema;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.simulators.entra.EntraSettings;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database, and what sign-ins left in it. */
class RegistryChecksTest {

  private static final RealmId REALM = new RealmId("example");
  private static final UUID TENANT = EntraSettings.DEFAULT_TENANT;
  private static final String OWN = "https://sts.windows.net/" + TENANT + "/";
  private static final String FOREIGN = "https://sts.windows.net/9d2e7f40-c4n4ry/";

  @TempDir Path temporary;

  @Test
  void databaseWhenMadeByThisVersionThenOk() throws Exception {
    Schema.migrate(h2(""));
    assertThat(look(InstantSource.system()))
        .containsExactly(
            Diagnosis.CLOCK_OK, Diagnosis.DATABASE_OK, Diagnosis.DATABASE_CONSTRAINTS_OK);
  }

  @Test
  void databaseWhenAbsentOrEmptyThenSaid() throws Exception {
    assertThat(look(InstantSource.system())).containsExactly(Diagnosis.DATABASE_ABSENT);
    h2("").getConnection().close();
    assertThat(look(InstantSource.system()))
        .containsExactly(Diagnosis.CLOCK_OK, Diagnosis.DATABASE_SCHEMA);
  }

  @Test
  void databaseWhenAConstraintIsGoneThenError() throws Exception {
    Schema.migrate(h2(""));
    try (Connection connection = h2("").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE gb_binding DROP CONSTRAINT gb_binding_subject");
    }
    assertThat(look(InstantSource.system())).contains(Diagnosis.DATABASE_CONSTRAINTS);
  }

  @Test
  void databaseWhenItsClockDiffersThenSaid() throws Exception {
    Schema.migrate(h2(""));
    assertThat(look(() -> Instant.now().plusSeconds(90))).contains(Diagnosis.CLOCK_WRONG);
  }

  @Test
  void databaseWhenABrokerHoldsItThenTheBrokerSays() {
    RegistryAccess access = new RegistryAccess(Optional.of(new FakeOperations()), Optional.empty());
    assertThat(Realms.diagnoses(new DatabaseCheck(access, InstantSource.system()).run()))
        .containsExactly(Diagnosis.DATABASE_BY_BROKER);
  }

  @Test
  void loginsWhenNoneCameFromElsewhereThenUnconfirmedElseConfirmed() throws Exception {
    Schema.migrate(h2(""));
    assertThat(logins(true)).containsExactly(Diagnosis.LOGINS_IDP_UNCONFIRMED);
    assertThat(logins(false)).isEmpty();
    bind(1, Optional.of(OWN));
    bind(2, Optional.empty());
    assertThat(logins(true)).containsExactly(Diagnosis.LOGINS_IDP_UNCONFIRMED);

    bind(3, Optional.of(FOREIGN));
    assertThat(logins(true)).containsExactly(Diagnosis.LOGINS_IDP_CONFIRMED);
  }

  @Test
  void loginsWhenTheDatabaseIsAbsentThenUnread() {
    assertThat(logins(true)).containsExactly(Diagnosis.LOGINS_UNREAD);
  }

  private List<Diagnosis> look(InstantSource clock) {
    return Realms.diagnoses(new DatabaseCheck(access(), clock).run());
  }

  private List<Diagnosis> logins(boolean configured) {
    OidcProvider.Entra provider =
        new OidcProvider.Entra(
            TENANT, Set.of(), OidcProvider.Entra.DEFAULT_AUTHORITY, configured, Optional.empty());
    List<Finding> findings =
        new LoginsCheck(REALM, "entra", provider, access(), InstantSource.system()).run();
    assertThat(findings.toString()).doesNotContain("c4n4ry");
    return Realms.diagnoses(findings);
  }

  private RegistryAccess access() {
    return new RegistryAccess(Optional.empty(), Optional.of(h2(";IFEXISTS=TRUE")));
  }

  private void bind(int person, Optional<String> idp) {
    new JdbcLedger(h2(""), RegistryKey.of(new byte[RegistryKey.LENGTH]), InstantSource.system())
        .inUnit(
            REALM,
            unit ->
                unit.aliases()
                    .bindAlias(
                        new UpstreamSubject.Entra(TENANT, new UUID(0, person)),
                        new AliasRequest(
                            "jo" + person,
                            new DomainName("guests.example.com"),
                            OnCollision.SUFFIX),
                        new Fingerprint(idp, Optional.empty(), Optional.empty())));
  }

  private DataSource h2(String options) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + temporary.resolve("registry") + options);
    return source;
  }
}
