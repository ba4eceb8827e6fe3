package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import org.guestbridge.core.ledger.OnceMark;

/** Once-only marks: the primary key decides who was first. */
final class MarkRows {

  static final String CONSUME =
      "INSERT INTO gb_once (kind, issuer, digest, not_after) VALUES (?, ?, ?, ?)";
  static final String PROBE = "SELECT kind, issuer, digest, not_after FROM gb_once";
  private static final String SWEEP = "DELETE FROM gb_once WHERE not_after < ?";

  private final SqlSession session;

  MarkRows(SqlSession session) {
    this.session = session;
  }

  boolean consume(OnceMark mark, byte[] digest) {
    return session.insertUnlessTaken(
        CONSUME, mark.kind().name(), mark.issuer(), digest, SqlSession.column(mark.notAfter()));
  }

  int sweep(Instant before) {
    return session.update(SWEEP, SqlSession.column(before));
  }
}
