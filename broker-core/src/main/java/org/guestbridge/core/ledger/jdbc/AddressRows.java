package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.util.UUID;
import org.guestbridge.core.text.EmailAddress;

/** Which addresses are taken: rows are claimed, never changed and never deleted. */
final class AddressRows {

  static final String CLAIM =
      "INSERT INTO gb_address (digest, binding_id, first_bound_at) VALUES (?, ?, ?)";
  static final String PROBE = "SELECT digest, binding_id, first_bound_at FROM gb_address";
  private static final String HOLDER = "SELECT binding_id FROM gb_address WHERE digest = ?";

  private static final String ALIAS_HOLDER =
      "SELECT b.id FROM gb_address a JOIN gb_binding b ON b.id = a.binding_id"
          + " WHERE a.digest = ? AND b.kind = 'ALIAS' AND (b.address IS NULL OR b.address = ?)";

  private final SqlSession session;

  AddressRows(SqlSession session) {
    this.session = session;
  }

  /** Takes the address for the binding; false when it is taken, by whomever. */
  boolean claim(byte[] digest, UUID bindingId, Instant at) {
    return session.insertUnlessTaken(CLAIM, digest, bindingId, SqlSession.column(at));
  }

  /** Takes the address for the binding unless it has it; false when another has it. */
  boolean claimOrKeep(byte[] digest, UUID bindingId, Instant at) {
    return claim(digest, bindingId, at) || isHeldBy(digest, bindingId);
  }

  boolean isTaken(byte[] digest) {
    return session.queryOne(row -> row.getObject(1, UUID.class), HOLDER, digest).isPresent();
  }

  /**
   * Whether the address is an alias, of whichever realm, and none that a conversion left behind.
   */
  boolean isAlias(byte[] digest, EmailAddress address) {
    return session
        .queryOne(row -> row.getObject(1, UUID.class), ALIAS_HOLDER, digest, address.value())
        .isPresent();
  }

  private boolean isHeldBy(byte[] digest, UUID bindingId) {
    return session
        .queryOne(row -> row.getObject(1, UUID.class), HOLDER, digest)
        .filter(bindingId::equals)
        .isPresent();
  }
}
