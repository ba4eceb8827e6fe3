package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guestbridge.core.provisioning.MemberDelivery;
import org.guestbridge.core.text.RealmId;

/**
 * Which accounts are to be in which groups of directories. Whatever changes is pending until the
 * directory was told, even when it changes back, since a teller may have died in between.
 */
final class DeliveryMemberRows {

  static final String PROBE =
      "SELECT m.realm, m.directory, m.group_name, m.binding_id, m.wanted, m.delivered, m.pending,"
          + " m.linked FROM gb_delivery_member m";

  private static final String WITH_REMOTE =
      "SELECT m.binding_id, m.wanted, m.delivered, d.remote_id FROM gb_delivery_member m"
          + " LEFT JOIN gb_delivery d ON d.realm = m.realm AND d.directory = m.directory"
          + " AND d.kind = 'USER' AND d.binding_id = m.binding_id";
  private static final String INSERT =
      "INSERT INTO gb_delivery_member (realm, directory, group_name, binding_id, wanted,"
          + " delivered, pending, linked) VALUES (?, ?, ?, ?, TRUE, FALSE, TRUE, ?)";
  private static final String WANTED =
      "SELECT group_name FROM gb_delivery_member"
          + " WHERE realm = ? AND directory = ? AND binding_id = ? AND wanted = TRUE";
  private static final String AT =
      " WHERE realm = ? AND directory = ? AND group_name = ? AND binding_id = ?";
  private static final String WANT =
      "UPDATE gb_delivery_member SET wanted = TRUE, pending = TRUE" + AT;
  private static final String DROP = "DELETE FROM gb_delivery_member" + AT + " AND linked = FALSE";
  private static final String UNWANT =
      "UPDATE gb_delivery_member SET wanted = FALSE, pending = TRUE" + AT;
  private static final String DELIVERED =
      "UPDATE gb_delivery_member SET delivered = ?,"
          + " pending = CASE WHEN wanted = ? THEN FALSE ELSE TRUE END"
          + AT;
  private static final String CLEAR =
      "DELETE FROM gb_delivery_member" + AT + " AND wanted = FALSE AND pending = FALSE";
  private static final String OF_ACCOUNT = " WHERE realm = ? AND directory = ? AND binding_id = ?";
  private static final String LINK =
      "UPDATE gb_delivery_member SET linked = ?, delivered = FALSE, pending = TRUE" + OF_ACCOUNT;
  private static final String FORGET =
      "DELETE FROM gb_delivery_member" + OF_ACCOUNT + " AND wanted = FALSE";
  private static final String RENEW =
      "UPDATE gb_delivery_member SET delivered = FALSE, pending = TRUE"
          + " WHERE realm = ? AND directory = ? AND group_name = ? AND wanted = TRUE";
  private static final String DIFFERING =
      "SELECT COUNT(*) FROM gb_delivery_member"
          + " WHERE realm = ? AND directory = ? AND pending = TRUE";

  private final SqlSession session;
  private final RealmId realm;

  DeliveryMemberRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  Set<String> wanted(String directory, UUID bindingId) {
    return session
        .query(row -> row.getString(1), WANTED, realm.value(), directory, bindingId)
        .stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void want(String directory, String group, UUID bindingId, boolean linked) {
    if (session.update(WANT, realm.value(), directory, group, bindingId) == 0) {
      session.insertUnlessTaken(INSERT, realm.value(), directory, group, bindingId, linked);
    }
  }

  void unwant(String directory, String group, UUID bindingId) {
    if (session.update(DROP, realm.value(), directory, group, bindingId) == 0) {
      session.update(UNWANT, realm.value(), directory, group, bindingId);
    }
  }

  /** The directory was told of these. */
  void delivered(String directory, String group, List<MemberDelivery> told) {
    List<Object[]> members = new ArrayList<>();
    List<Object[]> all = new ArrayList<>();
    for (MemberDelivery each : told) {
      Object[] at = {realm.value(), directory, group, each.bindingId()};
      all.add(at);
      members.add(new Object[] {each.wanted(), each.wanted(), at[0], at[1], at[2], at[3]});
    }
    session.updateEach(DELIVERED, members);
    session.updateEach(CLEAR, all);
  }

  /** The account is another one there, or none: nothing of its memberships is delivered. */
  void linkAccount(String directory, UUID bindingId, boolean linked) {
    session.update(FORGET, realm.value(), directory, bindingId);
    session.update(LINK, linked, realm.value(), directory, bindingId);
  }

  /** The group is another one there: none of its members is delivered. */
  void renewGroup(String directory, String group) {
    session.update(RENEW, realm.value(), directory, group);
  }

  List<MemberDelivery> differing(String directory, String group, int limit) {
    Conditions conditions =
        inGroup(directory, group).and("m.pending = TRUE").and("m.linked = TRUE");
    return page(conditions, limit);
  }

  List<MemberDelivery> page(String directory, String group, Optional<UUID> after, int limit) {
    return page(inGroup(directory, group).and("m.binding_id > ?", after), limit);
  }

  long differing(String directory) {
    return session.count(DIFFERING, realm.value(), directory);
  }

  private List<MemberDelivery> page(Conditions conditions, int limit) {
    return session.query(
        DeliveryMemberRows::read,
        WITH_REMOTE + conditions.sql() + " ORDER BY m.binding_id LIMIT ?",
        conditions.values(limit));
  }

  private Conditions inGroup(String directory, String group) {
    return new Conditions()
        .and("m.realm = ?", realm.value())
        .and("m.directory = ?", directory)
        .and("m.group_name = ?", group);
  }

  private static MemberDelivery read(ResultSet row) throws SQLException {
    return new MemberDelivery(
        row.getObject("binding_id", UUID.class),
        SqlSession.text(row, "remote_id"),
        row.getBoolean("wanted"),
        row.getBoolean("delivered"));
  }
}
