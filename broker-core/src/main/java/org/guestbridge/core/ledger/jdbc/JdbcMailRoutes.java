package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.mail.MailRoutes;
import org.guestbridge.core.mail.MailboxEvidence;
import org.guestbridge.core.mail.ProvenMailbox;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/**
 * Where mail to the aliases of one realm goes. What a mail server reads is the view {@code
 * gb_mail_route}, which shows a route only while it is in force.
 */
final class JdbcMailRoutes implements MailRoutes {

  static final String PROBE =
      "SELECT binding_id, mailbox, evidence, since, withdrawn, bounced_at FROM gb_mailbox";

  private static final String FIND = PROBE + " WHERE realm = ? AND binding_id = ?";
  private static final String CHANGE =
      "UPDATE gb_mailbox SET mailbox = ?, evidence = ?, since = ?, withdrawn = FALSE,"
          + " bounced_at = NULL WHERE realm = ? AND binding_id = ?";
  private static final String ADD =
      "INSERT INTO gb_mailbox (binding_id, realm, mailbox, evidence, since, withdrawn)"
          + " VALUES (?, ?, ?, ?, ?, FALSE)";
  private static final String WITHDRAW =
      "UPDATE gb_mailbox SET withdrawn = ? WHERE realm = ? AND binding_id = ?";
  private static final String BOUNCED =
      "UPDATE gb_mailbox SET bounced_at = ? WHERE realm = ? AND binding_id = ?"
          + " AND mailbox = ?";
  private static final String FORGET = "DELETE FROM gb_mailbox WHERE realm = ? AND binding_id = ?";

  private final SqlSession session;
  private final RealmId realm;
  private final InstantSource clock;

  JdbcMailRoutes(SqlSession session, RealmId realm, InstantSource clock) {
    this.session = session;
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public Optional<MailRoute> find(UUID bindingId) {
    return session.queryOne(JdbcMailRoutes::read, FIND, realm.value(), bindingId);
  }

  @Override
  public void put(UUID bindingId, ProvenMailbox mailbox) {
    String address = mailbox.address().value();
    String evidence = mailbox.evidence().name();
    OffsetDateTime now = SqlSession.column(clock.instant());
    if (session.update(CHANGE, address, evidence, now, realm.value(), bindingId) == 0) {
      session.update(ADD, bindingId, realm.value(), address, evidence, now);
    }
  }

  @Override
  public void withdraw(UUID bindingId) {
    session.update(WITHDRAW, true, realm.value(), bindingId);
  }

  @Override
  public void restore(UUID bindingId) {
    session.update(WITHDRAW, false, realm.value(), bindingId);
  }

  @Override
  public boolean bounced(UUID bindingId, EmailAddress mailbox) {
    OffsetDateTime now = SqlSession.column(clock.instant());
    return session.update(BOUNCED, now, realm.value(), bindingId, mailbox.value()) == 1;
  }

  @Override
  public boolean forget(UUID bindingId) {
    return session.update(FORGET, realm.value(), bindingId) == 1;
  }

  @Override
  public Map<UUID, MailRoute> between(Optional<UUID> after, UUID last) {
    Conditions stretch =
        new Conditions()
            .and("realm = ?", realm.value())
            .and("binding_id > ?", after)
            .and("binding_id <= ?", last);
    Map<UUID, MailRoute> routes = new HashMap<>();
    session
        .query(
            row -> Map.entry(row.getObject("binding_id", UUID.class), read(row)),
            PROBE + stretch.sql(),
            stretch.values())
        .forEach(found -> routes.put(found.getKey(), found.getValue()));
    return routes;
  }

  private static MailRoute read(ResultSet row) throws SQLException {
    Optional<OffsetDateTime> bounced =
        Optional.ofNullable(row.getObject("bounced_at", OffsetDateTime.class));
    return new MailRoute(
        new ProvenMailbox(
            EmailAddress.parse(row.getString("mailbox"))
                .orElseThrow(() -> new IllegalStateException("a stored mailbox is malformed")),
            MailboxEvidence.valueOf(row.getString("evidence"))),
        SqlSession.instant(row, "since"),
        row.getBoolean("withdrawn"),
        bounced.map(OffsetDateTime::toInstant));
  }
}
