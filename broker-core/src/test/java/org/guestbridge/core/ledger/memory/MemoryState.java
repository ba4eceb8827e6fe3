package org.guestbridge.core.ledger.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.text.RealmId;

/** Everything the ledger holds; a unit of work changes a copy. Digests are hexadecimal. */
final class MemoryState {

  final Map<SubjectKey, UUID> subjects = new HashMap<>();
  final Map<String, UUID> addresses = new HashMap<>();
  final Map<String, Row> bindings = new TreeMap<>();
  final Map<UUID, List<HistoryEntry>> history = new HashMap<>();
  final Map<MarkKey, OnceMark> marks = new HashMap<>();
  final List<AuditLine> audit = new ArrayList<>();
  long sequence;

  record SubjectKey(RealmId realm, String digest) {}

  record MarkKey(OnceMark.Kind kind, String issuer, String digest) {}

  record Row(RealmId realm, Binding binding) {}

  record AuditLine(RealmId realm, AuditRecord record) {}

  MemoryState copy() {
    MemoryState copy = new MemoryState();
    copy.subjects.putAll(subjects);
    copy.addresses.putAll(addresses);
    copy.bindings.putAll(bindings);
    history.forEach((id, entries) -> copy.history.put(id, new ArrayList<>(entries)));
    copy.marks.putAll(marks);
    copy.audit.addAll(audit);
    copy.sequence = sequence;
    return copy;
  }
}
