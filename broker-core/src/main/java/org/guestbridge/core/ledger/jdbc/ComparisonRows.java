package org.guestbridge.core.ledger.jdbc;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.provisioning.AccountMembership;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.text.RealmId;

/** What comparing a directory with the desired state asks for, and what it notes. */
final class ComparisonRows {

  private static final String SEEN = "UPDATE gb_delivery SET seen_by = ?";
  private static final String MEMBERSHIPS =
      "SELECT m.binding_id, m.group_name, m.wanted, m.pending FROM gb_delivery_member m";
  private static final String AT =
      " WHERE realm = ? AND directory = ? AND group_name = ? AND binding_id = ?";
  private static final String RENEW =
      "UPDATE gb_delivery_member SET delivered = FALSE, pending = TRUE" + AT;
  private static final String LEAVE =
      "INSERT INTO gb_delivery_member (realm, directory, group_name, binding_id, wanted,"
          + " delivered, pending, linked) VALUES (?, ?, ?, ?, FALSE, TRUE, TRUE, TRUE)";

  private final SqlSession session;
  private final RealmId realm;
  private final DeliveryRows deliveries;

  ComparisonRows(SqlSession session, RealmId realm, DeliveryRows deliveries) {
    this.session = session;
    this.realm = realm;
    this.deliveries = deliveries;
  }

  List<Delivery> with(
      String directory, DeliveryKind kind, String column, Collection<String> values) {
    Conditions conditions = deliveries.inDirectory(directory, kind).in(column, limited(values));
    return deliveries.page(conditions, " ORDER BY d.item LIMIT ?", values.size() + 1);
  }

  void seen(String directory, DeliveryKind kind, Collection<String> items, UUID comparison) {
    Conditions conditions =
        new Conditions()
            .and("realm = ?", realm.value())
            .and("directory = ?", directory)
            .and("kind = ?", kind.name())
            .in("item", limited(items));
    session.update(SEEN + conditions.sql(), conditions.valuesAfter(comparison));
  }

  List<Delivery> unseen(
      String directory, DeliveryKind kind, UUID comparison, Optional<String> after, int limit) {
    Conditions conditions =
        deliveries
            .inDirectory(directory, kind)
            .and("d.state = 'DELIVERED'")
            .and("(d.seen_by IS NULL OR d.seen_by <> ?)", comparison)
            .and("d.item > ?", after);
    return deliveries.page(conditions, " ORDER BY d.item LIMIT ?", limit);
  }

  List<AccountMembership> memberships(String directory, Collection<UUID> bindings) {
    Conditions conditions =
        new Conditions()
            .and("m.realm = ?", realm.value())
            .and("m.directory = ?", directory)
            .in("m.binding_id", limited(bindings));
    return session.query(
        row ->
            new AccountMembership(
                row.getObject("binding_id", UUID.class),
                row.getString("group_name"),
                row.getBoolean("wanted"),
                !row.getBoolean("pending")),
        MEMBERSHIPS + conditions.sql() + " ORDER BY m.group_name, m.binding_id",
        conditions.values());
  }

  void renew(String directory, String group, UUID bindingId) {
    if (session.update(RENEW, realm.value(), directory, group, bindingId) == 0) {
      session.insertUnlessTaken(LEAVE, realm.value(), directory, group, bindingId);
    }
  }

  private static <T> Collection<T> limited(Collection<T> values) {
    if (values.size() > 1_000) {
      throw new IllegalArgumentException("at most 1,000 at once");
    }
    return values;
  }
}
