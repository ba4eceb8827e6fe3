package org.guestbridge.app.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Some audit records, in order of sequence.
 *
 * @param records the records; no personal values
 * @param next what to ask after for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditPage(List<Entry> records, Optional<Long> next) {

  public AuditPage {
    records = List.copyOf(records);
  }

  /**
   * One record.
   *
   * @param sequence unique and rising
   * @param at when
   * @param type the event's type
   * @param correlationId of the request or command
   * @param binding the binding it is about
   * @param details the event's other values, by name
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Entry(
      long sequence,
      Instant at,
      String type,
      String correlationId,
      Optional<UUID> binding,
      SortedMap<String, String> details) {

    public Entry {
      details = new TreeMap<>(details);
    }

    /** An entry whose details are in no particular order. */
    public static Entry of(
        long sequence,
        Instant at,
        String type,
        String correlationId,
        Optional<UUID> binding,
        Map<String, String> details) {
      return new Entry(sequence, at, type, correlationId, binding, new TreeMap<>(details));
    }
  }
}
