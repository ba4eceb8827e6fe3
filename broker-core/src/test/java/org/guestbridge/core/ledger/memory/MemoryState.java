package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.Epoch;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.mail.MailRoute;
import org.guestbridge.core.provisioning.CopiedLink;
import org.guestbridge.core.provisioning.CopiedObject;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.text.RealmId;

/** Everything the ledger holds; a unit of work changes a copy. Digests are hexadecimal. */
final class MemoryState {

  /** The order of UUIDs in a database. */
  static final Comparator<UUID> BY_TEXT = Comparator.comparing(UUID::toString);

  final Map<SubjectKey, UUID> subjects = new HashMap<>();
  final Map<String, UUID> addresses = new HashMap<>();
  final Map<String, Row> bindings = new TreeMap<>();
  final Map<UUID, List<HistoryEntry>> history = new HashMap<>();
  final Map<MarkKey, OnceMark> marks = new HashMap<>();
  final List<AuditLine> audit = new ArrayList<>();
  final Map<UUID, PersonRow> people = new TreeMap<>(BY_TEXT);
  final Map<UUID, GroupRow> groups = new TreeMap<>(BY_TEXT);
  final Set<Membership> memberships = new HashSet<>();
  final Map<OutboxKey, DeliveryRow> deliveries = new HashMap<>();
  final Map<MemberKey, MemberRow> memberDeliveries = new HashMap<>();
  final Map<UUID, MailRow> mailRoutes = new HashMap<>();
  final Map<OutboxKey, UUID> seen = new HashMap<>();
  final Map<PullKey, PullRow> pulls = new HashMap<>();
  final Map<PullKey, PullLoss> allowances = new HashMap<>();
  final Map<CopyKey, CopyRow> copies = new HashMap<>();
  final Map<LinkKey, Long> links = new HashMap<>();
  final List<EpochRow> epochs = new ArrayList<>();
  final Map<EpochRow, Set<String>> learned = new HashMap<>();
  long sequence;

  record SubjectKey(RealmId realm, String digest) {}

  record MarkKey(OnceMark.Kind kind, String issuer, String digest) {}

  record Row(RealmId realm, Binding binding) {}

  record PersonRow(
      RealmId realm, SourcePerson person, boolean removed, boolean due, Instant dueAt, long mark) {

    PersonRow with(SourcePerson changed) {
      return new PersonRow(realm, changed, removed, due, dueAt, mark);
    }

    PersonRow marked(Instant now) {
      return new PersonRow(realm, person, removed, true, now, mark + 1);
    }

    PersonRow dueAgain(boolean isDue, Instant at) {
      return new PersonRow(realm, person, removed, isDue, at, mark);
    }
  }

  record GroupRow(RealmId realm, SourceGroup group) {}

  record Membership(UUID group, UUID person) {}

  record OutboxKey(RealmId realm, DeliveryKey key) {}

  record DeliveryRow(Delivery delivery, Optional<UUID> owner, Instant leaseUntil) {}

  record MemberKey(RealmId realm, String directory, String group, UUID binding) {}

  record MemberRow(boolean wanted, boolean delivered, boolean pending) {}

  record MailRow(RealmId realm, MailRoute route) {}

  record PullKey(RealmId realm, String channel) {}

  record PullRow(
      PullState state, boolean ordered, boolean full, Optional<UUID> owner, Instant leaseUntil) {}

  record CopyKey(RealmId realm, String channel, UUID id) {}

  record CopyRow(CopiedObject object, boolean unsettled) {}

  record LinkKey(RealmId realm, String channel, CopiedLink link) {}

  record EpochRow(RealmId realm, Epoch epoch) {}

  record AuditLine(RealmId realm, AuditRecord record) {}

  MemoryState copy() {
    MemoryState copy = new MemoryState();
    copy.subjects.putAll(subjects);
    copy.addresses.putAll(addresses);
    copy.bindings.putAll(bindings);
    history.forEach((id, entries) -> copy.history.put(id, new ArrayList<>(entries)));
    copy.marks.putAll(marks);
    copy.audit.addAll(audit);
    copy.people.putAll(people);
    copy.groups.putAll(groups);
    copy.memberships.addAll(memberships);
    copy.deliveries.putAll(deliveries);
    copy.memberDeliveries.putAll(memberDeliveries);
    copy.mailRoutes.putAll(mailRoutes);
    copy.seen.putAll(seen);
    copy.pulls.putAll(pulls);
    copy.allowances.putAll(allowances);
    copy.copies.putAll(copies);
    copy.links.putAll(links);
    copy.epochs.addAll(epochs);
    learned.forEach((epoch, names) -> copy.learned.put(epoch, new HashSet<>(names)));
    copy.sequence = sequence;
    return copy;
  }
}
