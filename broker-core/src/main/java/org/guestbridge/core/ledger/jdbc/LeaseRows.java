package org.guestbridge.core.ledger.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.Lease;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.text.RealmId;

/** Who delivers what: a lease is taken, and given back, by one conditional update. */
final class LeaseRows {

  private static final String FREE = "(d.lease_until IS NULL OR d.lease_until <= ?)";
  private static final String PENDING = "d.state = 'PENDING'";
  private static final String DELIVERED_BEFORE = "d.state = 'DELIVERED'";

  private static final String DIFFERS =
      " AND m.pending = TRUE AND m.linked = TRUE ORDER BY m.realm, m.directory, m.pending,"
          + " m.linked, m.group_name LIMIT ";

  /** In the order of the index, so that no database reads the memberships that do not differ. */
  private static final String DIFFERING =
      "SELECT m.group_name FROM gb_delivery_member m WHERE m.realm = ? AND m.directory = ?"
          + DIFFERS
          + "?";

  /**
   * As a value and not by {@code EXISTS}, which PostgreSQL answers by reading every membership of
   * all groups at once.
   */
  private static final String HAS_DIFFERING =
      "(SELECT m.linked FROM gb_delivery_member m WHERE m.realm = d.realm"
          + " AND m.directory = d.directory AND m.group_name = d.item"
          + DIFFERS
          + "1) = TRUE";

  /** Up to so many memberships that differ, their groups are looked up by name. */
  private static final int FEW = 200;

  private static final String ORDER = " ORDER BY d.due_at, d.item LIMIT ?";

  private static final String AT = " WHERE realm = ? AND directory = ? AND kind = ? AND item = ?";
  private static final String TAKE =
      "UPDATE gb_delivery SET lease_owner = ?, lease_until = ?"
          + AT
          + " AND state = ? AND desired_version = ?"
          + " AND (lease_until IS NULL OR lease_until <= ?)";
  private static final String ENDS = ", lease_owner = NULL, lease_until = NULL";
  private static final String OWN = AT + " AND lease_owner = ?";
  private static final String DELIVERED =
      "UPDATE gb_delivery SET delivered_version = ?, attempts = 0, last_code = NULL,"
          + " last_detail = NULL,"
          + " state = CASE WHEN desired_version = ? THEN 'DELIVERED' ELSE 'PENDING' END"
          + ENDS
          + OWN;

  /** A directory's answer may quote a person; of one who was erased meanwhile none is kept. */
  private static final String DETAIL =
      " last_detail = CASE WHEN binding_id IS NOT NULL AND address IS NULL THEN NULL"
          + " ELSE CAST(? AS VARCHAR("
          + Outbox.MAX_DETAIL_LENGTH
          + ")) END";

  private static final String RETRY =
      "UPDATE gb_delivery SET attempts = attempts + 1, due_at = ?, last_code = ?,"
          + DETAIL
          + ENDS
          + OWN;
  private static final String SET_ASIDE =
      "UPDATE gb_delivery SET attempts = attempts + 1, last_code = ?,"
          + DETAIL
          + ", state = CASE WHEN desired_version = ? THEN 'SET_ASIDE' ELSE 'PENDING' END"
          + ENDS
          + OWN;

  private final SqlSession session;
  private final RealmId realm;
  private final DeliveryRows deliveries;

  LeaseRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
    this.deliveries = new DeliveryRows(session, realm);
  }

  List<Lease> take(
      String directory, DeliveryKind kind, int limit, UUID owner, Instant now, Duration time) {
    OffsetDateTime at = SqlSession.column(now);
    List<Delivery> free = free(directory, kind, at, limit, due -> due.and(PENDING));
    if (kind == DeliveryKind.GROUP) {
      free = longestWaiting(free, withDifferingMembers(directory, at, limit), limit);
    }
    OffsetDateTime until = SqlSession.column(now.plus(time));
    int[] changed =
        session.updateEach(
            TAKE, free.stream().map(each -> taking(each, owner, at, until)).toList());
    List<Lease> taken = new ArrayList<>();
    for (int index = 0; index < changed.length; index++) {
      if (changed[index] == 1) {
        taken.add(new Lease(free.get(index), owner));
      }
    }
    return taken;
  }

  private List<Delivery> free(
      String directory,
      DeliveryKind kind,
      OffsetDateTime at,
      int limit,
      UnaryOperator<Conditions> more) {
    Conditions due = more.apply(deliveries.inDirectory(directory, kind));
    return deliveries.page(due.and("d.due_at <= ?", at).and(FREE, at), ORDER, limit);
  }

  /**
   * Groups that were delivered and of whose members somebody is to be told. Mostly there are none,
   * and to find that out reads one entry of an index; where many differ, the groups that wait
   * longest are soon found among all.
   */
  private List<Delivery> withDifferingMembers(String directory, OffsetDateTime at, int limit) {
    List<String> groups =
        session.query(row -> row.getString(1), DIFFERING, realm.value(), directory, FEW + 1);
    return groups.isEmpty()
        ? List.of()
        : free(
            directory,
            DeliveryKind.GROUP,
            at,
            limit,
            due ->
                groups.size() > FEW
                    ? due.and(DELIVERED_BEFORE).and(HAS_DIFFERING)
                    : due.and(DELIVERED_BEFORE).in("d.item", new TreeSet<>(groups)));
  }

  private static List<Delivery> longestWaiting(
      List<Delivery> some, List<Delivery> others, int limit) {
    return Stream.concat(some.stream(), others.stream())
        .sorted(Comparator.comparing(Delivery::dueAt).thenComparing(each -> each.key().item()))
        .limit(limit)
        .toList();
  }

  private Object[] taking(Delivery delivery, UUID owner, OffsetDateTime now, OffsetDateTime until) {
    DeliveryKey key = delivery.key();
    return new Object[] {
      owner,
      until,
      realm.value(),
      key.directory(),
      key.kind().name(),
      key.item(),
      delivery.state().name(),
      delivery.desiredVersion(),
      now
    };
  }

  boolean delivered(Lease lease) {
    long version = lease.delivery().desiredVersion();
    return ended(lease, DELIVERED, version, version);
  }

  boolean retryAt(Lease lease, Instant at, Code code, String detail) {
    return ended(lease, RETRY, SqlSession.column(at), code.name(), cut(detail));
  }

  boolean setAside(Lease lease, Code code, String detail) {
    return ended(lease, SET_ASIDE, code.name(), cut(detail), lease.delivery().desiredVersion());
  }

  private boolean ended(Lease lease, String sql, Object... values) {
    DeliveryKey key = lease.delivery().key();
    List<Object> all = new ArrayList<>(List.of(values));
    all.addAll(
        List.of(realm.value(), key.directory(), key.kind().name(), key.item(), lease.owner()));
    return session.update(sql, all.toArray()) == 1;
  }

  private static String cut(String detail) {
    String printable = detail.replace('\0', ' ');
    return printable.length() <= Outbox.MAX_DETAIL_LENGTH
        ? printable
        : printable.substring(0, Outbox.MAX_DETAIL_LENGTH);
  }
}
