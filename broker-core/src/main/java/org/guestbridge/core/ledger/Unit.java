package org.guestbridge.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Epochs;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.mail.MailRoutes;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.SourceGroups;

/**
 * One open transaction of one realm. Not for use after the work has returned, nor by two threads.
 */
public interface Unit {

  /**
   * Uses up {@code mark}: true for exactly one caller over all threads, nodes and time.
   *
   * <p>The guarantee is a primary key, never a look-up.
   */
  boolean consume(OnceMark mark);

  /** The registry, inside this transaction. */
  AliasRegistry aliases();

  /** The times after restores, inside this transaction. */
  Epochs epochs();

  /** People as provisioning clients stored them, inside this transaction. */
  People people();

  /** Groups as provisioning clients stored them, inside this transaction. */
  SourceGroups groups();

  /** Who is due for planning, inside this transaction. */
  PlanQueue plans();

  /** What directories are to have, inside this transaction. */
  Outbox outbox();

  /** Where mail to aliases goes, inside this transaction. */
  MailRoutes mailRoutes();

  /** What channels that ask their directories were shown, inside this transaction. */
  DirectoryCopies copies();

  /**
   * The keyed digest of the names that are released of a binding, 64 hexadecimal characters: who
   * reads it can compare names and learns none.
   */
  String namesDigest(UUID bindingId, String givenName, String surname);

  /** Appends {@code event} to the audit log. */
  void audit(AuditEvent event);

  /**
   * Audit records in order of their sequence number.
   *
   * @param after the sequence number after which the page begins
   * @param limit the size of the page, 1 to 1,000
   */
  List<AuditRecord> auditLog(long after, int limit);

  /** The audit record of the binding's last release to a downstream, while it is kept. */
  Optional<AuditRecord> lastRelease(UUID bindingId);

  /** Makes the end of the work roll everything back. */
  void rollBack();

  /**
   * Deletes marks of all realms, and audit records of this one, that are past their time.
   *
   * @param marksBefore marks whose {@code notAfter} is before this go; one at this instant stays
   * @param auditBefore audit records written before this go; empty keeps all
   */
  Swept sweep(Instant marksBefore, Optional<Instant> auditBefore);

  /**
   * What a sweep deleted.
   *
   * @param marks once-only marks whose {@code not_after} had passed
   * @param auditRecords audit records older than their retention
   */
  record Swept(int marks, int auditRecords) {}
}
