package org.guestbridge.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.ConversionContract;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;

/** What the SQL ledger guarantees beyond the contract, whatever the database. */
abstract class JdbcLedgerContract extends ConversionContract {

  /** A pool of at most 16 connections to the database under test, migrated. */
  protected abstract DataSource database();

  @Override
  protected final Ledger emptyLedger(InstantSource clock) throws Exception {
    Schema.clear(database());
    return new JdbcLedger(database(), KEY, clock);
  }

  @Override
  protected final List<String> everyValue() throws Exception {
    return Schema.everyValue(database());
  }

  private JdbcLedger jdbcLedger() throws Exception {
    return (JdbcLedger) ledger();
  }

  @Test
  void schemaPresentWhenMigratedThenTrueAndMigratingAgainChangesNothing() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    Schema.migrate(database());
    assertThat(ledger.schemaPresent()).isTrue();
  }

  @Test
  void schemaPresentWhenAColumnIsMissingThenFalse() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    Schema.execute(database(), "ALTER TABLE gb_audit RENAME COLUMN actor TO renamed");
    try {
      assertThat(ledger.schemaPresent()).isFalse();
    } finally {
      Schema.execute(database(), "ALTER TABLE gb_audit RENAME COLUMN renamed TO actor");
    }
    assertThat(ledger.schemaPresent()).isTrue();
  }

  @Test
  void verifyConstraintsWhenEnforcedThenPassesAndLeavesNoRow() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    ledger.verifyConstraints();
    assertThat(everyValue()).isEmpty();
  }

  @Test
  void verifyConstraintsWhenDroppedThenRefuses() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    Schema.execute(database(), "ALTER TABLE gb_binding DROP CONSTRAINT gb_binding_subject");
    try {
      assertThatThrownBy(ledger::verifyConstraints)
          .isInstanceOfSatisfying(
              LedgerUnfitException.class,
              unfit -> assertThat(unfit.code()).isEqualTo(Code.LEDGER_SCHEMA_MISMATCH));
      assertThat(everyValue()).isEmpty();
    } finally {
      Schema.execute(
          database(),
          "ALTER TABLE gb_binding ADD CONSTRAINT gb_binding_subject"
              + " UNIQUE (realm, subject_digest)");
    }
  }

  @Test
  void inUnitWhenTheDatabaseFailsThenUnavailableWithoutAnyValue() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    Schema.execute(
        database(),
        "ALTER TABLE gb_binding ADD CONSTRAINT planted CHECK (mail <> 'canary@partner.example')");
    try {
      LedgerUnavailableException thrown =
          catchThrowableOfType(
              LedgerUnavailableException.class, () -> alias(ledger, subject(1), "canary"));
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      assertThat(text.toString()).contains("SQL state 23").doesNotContain("canary");
    } finally {
      Schema.execute(database(), "ALTER TABLE gb_binding DROP CONSTRAINT planted");
    }
  }

  @Test
  void auditWhenValuesAreLongThenCutAndNotRefused() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    ledger.inUnit(
        REALM,
        unit -> {
          unit.audit(
              new AuditEvent.Refused(
                  "c".repeat(999),
                  Code.RULE_REFUSED,
                  Optional.of("r".repeat(999)),
                  Optional.empty()));
          return unit;
        });
    assertThat(ledger.inUnit(REALM, unit -> unit.auditLog(0, 1)).get(0).details())
        .containsEntry("rule", "r".repeat(255));
  }

  @Test
  void inUnitWhenTheWorkKeepsLosingThenRunFiveTimes() throws Exception {
    JdbcLedger ledger = jdbcLedger();
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                ledger.inUnit(
                    REALM,
                    unit -> {
                      runs.incrementAndGet();
                      throw new LostRowException();
                    }))
        .isInstanceOf(LedgerUnavailableException.class);
    assertThat(runs).hasValue(JdbcLedger.MAX_RUNS);
  }
}
