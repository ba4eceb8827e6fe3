package org.guestbridge.core.ledger.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who is a member of which group, as provisioning clients stored it. */
final class MemberRows {

  static final String PROBE = "SELECT group_id, person_id FROM gb_source_member";

  private static final String INSERT =
      "INSERT INTO gb_source_member (group_id, person_id) VALUES (?, ?)";
  private static final String EXISTS = PROBE + " WHERE group_id = ? AND person_id = ?";
  private static final String DELETE =
      "DELETE FROM gb_source_member WHERE group_id = ? AND person_id = ?";
  private static final String DELETE_GROUP = "DELETE FROM gb_source_member WHERE group_id = ?";
  private static final String DELETE_PERSON = "DELETE FROM gb_source_member WHERE person_id = ?";
  private static final String COUNT = "SELECT COUNT(*) FROM gb_source_member WHERE group_id = ?";

  private final SqlSession session;

  MemberRows(SqlSession session) {
    this.session = session;
  }

  boolean add(UUID groupId, UUID personId) {
    boolean there = session.queryOne(row -> groupId, EXISTS, groupId, personId).isPresent();
    return !there && session.insertUnlessTaken(INSERT, groupId, personId);
  }

  boolean delete(UUID groupId, UUID personId) {
    return session.update(DELETE, groupId, personId) == 1;
  }

  void deleteGroup(UUID groupId) {
    session.update(DELETE_GROUP, groupId);
  }

  void deletePerson(UUID personId) {
    session.update(DELETE_PERSON, personId);
  }

  List<UUID> page(UUID groupId, Optional<UUID> after, int limit) {
    Conditions conditions =
        new Conditions().and("group_id = ?", groupId).and("person_id > ?", after);
    return session.query(
        row -> row.getObject("person_id", UUID.class),
        PROBE + conditions.sql() + " ORDER BY person_id LIMIT ?",
        conditions.values(limit));
  }

  long count(UUID groupId) {
    return session.count(COUNT, groupId);
  }
}
