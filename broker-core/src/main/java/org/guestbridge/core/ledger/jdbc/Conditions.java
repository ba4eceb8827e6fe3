package org.guestbridge.core.ledger.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conditions of one query with their values, in order. */
final class Conditions {

  private final StringBuilder sql = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  /** Adds a condition with one question mark for each value. */
  Conditions and(String condition, Object... its) {
    sql.append(sql.length() == 0 ? " WHERE " : " AND ").append(condition);
    values.addAll(List.of(its));
    return this;
  }

  /** Adds a condition when there is a value for it. */
  Conditions and(String condition, Optional<?> value) {
    value.ifPresent(present -> and(condition, present));
    return this;
  }

  /** Adds that the column has one of these values; with none of them, nothing holds. */
  Conditions in(String column, Collection<?> its) {
    if (its.isEmpty()) {
      return and("1 = 0");
    }
    String marks = String.join(", ", Collections.nCopies(its.size(), "?"));
    return and(column + " IN (" + marks + ")", its.toArray());
  }

  /** The {@code WHERE} clause with a space before it. */
  String sql() {
    return sql.toString();
  }

  /** The values of the conditions, and then {@code last}. */
  @Nullable Object[] values(Object... last) {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.addAll(List.of(last));
    return all.toArray();
  }

  /** {@code first}, and then the values of the conditions. */
  @Nullable Object[] valuesAfter(Object... first) {
    List<@Nullable Object> all = new ArrayList<>(List.of(first));
    all.addAll(values);
    return all.toArray();
  }
}
