package org.guestbridge.core.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/**
 * The bindings of one realm. A transition is one conditional update: the row's status is tested and
 * changed by the same statement.
 */
final class BindingRows {

  static final String INSERT =
      "INSERT INTO gb_binding (id, realm, subject_digest, kind, status, subject_type,"
          + " subject_authority, subject_object, idp, sign_in_name, mail, compare_next,"
          + " provisional, created_at)"
          + " VALUES (?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?, ?, TRUE, ?, ?)";
  static final String PROBE =
      "SELECT b.id, b.kind, b.status, b.status_code, b.subject_type, b.subject_authority,"
          + " b.subject_object, b.address, b.idp, b.sign_in_name, b.mail, b.compare_next,"
          + " b.provisional, b.created_at FROM gb_binding b";

  private static final String BY_SUBJECT = PROBE + " WHERE b.realm = ? AND b.subject_digest = ?";
  private static final String BY_SUBJECT_LOCKED = BY_SUBJECT + " FOR UPDATE";
  private static final String BY_ID = PROBE + " WHERE b.realm = ? AND b.id = ?";
  private static final String BY_ID_LOCKED = BY_ID + " FOR UPDATE";
  private static final String BY_ADDRESS =
      PROBE + " JOIN gb_address a ON a.binding_id = b.id WHERE b.realm = ? AND a.digest = ?";
  private static final String FIRST_PAGE = PROBE + " WHERE b.realm = ? ORDER BY b.id LIMIT ?";
  private static final String NEXT_PAGE =
      PROBE + " WHERE b.realm = ? AND b.id > ? ORDER BY b.id LIMIT ?";
  private static final String DELETE = "DELETE FROM gb_binding WHERE realm = ? AND id = ?";
  private static final String ASSIGN =
      "UPDATE gb_binding SET address = ? WHERE realm = ? AND id = ? AND status = 'ACTIVE'";
  private static final String REMEMBER =
      "UPDATE gb_binding SET idp = ?, sign_in_name = ?, mail = ?, compare_next = TRUE"
          + " WHERE realm = ? AND id = ? AND status <> 'RETIRED'";
  private static final String CONFIRM =
      "UPDATE gb_binding SET provisional = FALSE"
          + " WHERE realm = ? AND id = ? AND provisional = TRUE";
  private static final String RESERVE =
      "INSERT INTO gb_binding (id, realm, subject_digest, kind, status, address, compare_next,"
          + " provisional, created_at) VALUES (?, ?, ?, 'ALIAS', 'RETIRED', ?, TRUE, TRUE, ?)";
  private static final String GIVE =
      "UPDATE gb_binding SET subject_type = ?, subject_authority = ?, subject_object = ?,"
          + " subject_digest = ?, status = 'ACTIVE', provisional = TRUE"
          + " WHERE realm = ? AND id = ? AND status = 'RETIRED' AND subject_type IS NULL"
          + " AND address IS NOT NULL";
  private static final String HOLD =
      "UPDATE gb_binding SET status = 'HELD', status_code = ?"
          + " WHERE realm = ? AND id = ? AND status = 'ACTIVE'";
  private static final String RELEASE =
      "UPDATE gb_binding SET status = 'ACTIVE', status_code = NULL, compare_next = FALSE"
          + " WHERE realm = ? AND id = ? AND status = 'HELD'";
  private static final String ORDER_CONVERSION =
      "UPDATE gb_binding SET status_code = 'ACCOUNT_CONVERSION_PENDING'"
          + " WHERE realm = ? AND id = ? AND status = 'HELD'"
          + " AND status_code = 'ACCOUNT_KIND_CHANGED'";
  private static final String CONVERT =
      "UPDATE gb_binding SET kind = ?, status = 'ACTIVE', status_code = NULL, address = ?,"
          + " idp = ?, sign_in_name = ?, mail = ?, compare_next = TRUE, provisional = FALSE"
          + " WHERE realm = ? AND id = ? AND status = 'HELD'"
          + " AND status_code = 'ACCOUNT_CONVERSION_PENDING'";
  private static final String RETIRE =
      "UPDATE gb_binding SET status = 'RETIRED', status_code = NULL"
          + " WHERE realm = ? AND id = ? AND status <> 'RETIRED'";
  private static final String ERASE =
      "UPDATE gb_binding SET subject_type = NULL, subject_authority = NULL,"
          + " subject_object = NULL, address = NULL, idp = NULL, sign_in_name = NULL, mail = NULL"
          + " WHERE realm = ? AND id = ? AND status = 'RETIRED' AND address IS NOT NULL";

  private final SqlSession session;
  private final RealmId realm;

  BindingRows(SqlSession session, RealmId realm) {
    this.session = session;
    this.realm = realm;
  }

  Optional<Binding> bySubject(byte[] subjectDigest) {
    return session.queryOne(BindingRows::read, BY_SUBJECT, realm.value(), subjectDigest);
  }

  Optional<Binding> bySubjectLocked(byte[] subjectDigest) {
    return session.queryOne(BindingRows::read, BY_SUBJECT_LOCKED, realm.value(), subjectDigest);
  }

  Optional<Binding> byId(UUID id) {
    return session.queryOne(BindingRows::read, BY_ID, realm.value(), id);
  }

  Optional<Binding> byIdLocked(UUID id) {
    return session.queryOne(BindingRows::read, BY_ID_LOCKED, realm.value(), id);
  }

  Optional<Binding> byAddress(byte[] addressDigest) {
    return session.queryOne(BindingRows::read, BY_ADDRESS, realm.value(), addressDigest);
  }

  List<Binding> page(Optional<UUID> after, int limit) {
    return after
        .map(id -> session.query(BindingRows::read, NEXT_PAGE, realm.value(), id, limit))
        .orElseGet(() -> session.query(BindingRows::read, FIRST_PAGE, realm.value(), limit));
  }

  /**
   * Inserts {@code binding}, whose address is yet to be claimed; false when the subject has one.
   */
  boolean insert(Binding binding, SubjectColumns subject, byte[] subjectDigest) {
    Fingerprint fingerprint = binding.fingerprint();
    return session.insertUnlessTaken(
        INSERT,
        binding.id(),
        realm.value(),
        subjectDigest,
        binding.kind().name(),
        subject.type(),
        subject.authority(),
        subject.object(),
        fingerprint.idp().orElse(null),
        fingerprint.signInName().orElse(null),
        fingerprint.mail().map(EmailAddress::value).orElse(null),
        binding.provisional(),
        SqlSession.column(binding.createdAt()));
  }

  /** Takes an insert of this very transaction back. */
  void delete(UUID id) {
    session.update(DELETE, realm.value(), id);
  }

  boolean assign(UUID id, EmailAddress address) {
    return session.update(ASSIGN, address.value(), realm.value(), id) == 1;
  }

  boolean remember(UUID id, Fingerprint fingerprint) {
    return session.update(
            REMEMBER,
            fingerprint.idp().orElse(null),
            fingerprint.signInName().orElse(null),
            fingerprint.mail().map(EmailAddress::value).orElse(null),
            realm.value(),
            id)
        == 1;
  }

  /** False when the binding is not provisional. */
  boolean confirm(UUID id) {
    return session.update(CONFIRM, realm.value(), id) == 1;
  }

  /** Inserts a retired binding without a subject; false when id or digest is taken. */
  boolean reserve(UUID id, byte[] digest, EmailAddress address, Instant at) {
    return session.insertUnlessTaken(
        RESERVE, id, realm.value(), digest, address.value(), SqlSession.column(at));
  }

  /** Gives a reserved binding to a subject; false when it is not reserved. */
  boolean give(UUID id, SubjectColumns subject, byte[] subjectDigest) {
    return session.updateUnlessTaken(
            GIVE,
            subject.type(),
            subject.authority(),
            subject.object(),
            subjectDigest,
            realm.value(),
            id)
        == 1;
  }

  boolean hold(UUID id, Code code) {
    return session.update(HOLD, code.name(), realm.value(), id) == 1;
  }

  boolean release(UUID id) {
    return session.update(RELEASE, realm.value(), id) == 1;
  }

  /** False when the binding is not held because the kind of account changed. */
  boolean orderConversion(UUID id) {
    return session.update(ORDER_CONVERSION, realm.value(), id) == 1;
  }

  /** False when no conversion of the binding was ordered. */
  boolean convert(UUID id, BindingKind kind, EmailAddress address, Fingerprint fingerprint) {
    return session.update(
            CONVERT,
            kind.name(),
            address.value(),
            fingerprint.idp().orElse(null),
            fingerprint.signInName().orElse(null),
            fingerprint.mail().map(EmailAddress::value).orElse(null),
            realm.value(),
            id)
        == 1;
  }

  boolean retire(UUID id) {
    return session.update(RETIRE, realm.value(), id) == 1;
  }

  /** False when the binding is not retired or was erased before. */
  boolean erase(UUID id) {
    return session.update(ERASE, realm.value(), id) == 1;
  }

  private static Binding read(ResultSet row) throws SQLException {
    return new Binding(
        row.getObject("id", UUID.class),
        BindingKind.valueOf(row.getString("kind")),
        BindingStatus.valueOf(row.getString("status")),
        SqlSession.text(row, "status_code").map(Code::valueOf),
        SubjectColumns.read(row).map(SubjectColumns::subject),
        SqlSession.text(row, "address").map(BindingRows::address),
        new Fingerprint(
            SqlSession.text(row, "idp"),
            SqlSession.text(row, "sign_in_name"),
            SqlSession.text(row, "mail").map(BindingRows::address)),
        row.getBoolean("compare_next"),
        row.getBoolean("provisional"),
        SqlSession.instant(row, "created_at"));
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new IllegalStateException("a stored address is not in normal form"));
  }
}
