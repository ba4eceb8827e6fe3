package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Epochs;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.mail.MailRoutes;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.Outbox;
import org.guestbridge.core.provisioning.People;
import org.guestbridge.core.provisioning.PlanQueue;
import org.guestbridge.core.provisioning.SourceGroups;
import org.guestbridge.core.text.RealmId;

/** One open transaction. */
final class JdbcUnit implements Unit {

  private static final int MAX_PAGE = 1000;

  private final RegistryKey key;
  private final InstantSource clock;
  private final Epochs epochs;
  private final AliasRegistry aliases;
  private final MarkRows marks;
  private final People people;
  private final SourceGroups groups;
  private final PlanQueue plans;
  private final Outbox outbox;
  private final MailRoutes mailRoutes;
  private final DirectoryCopies copies;
  private final AuditRows audit;
  private boolean rollsBack;

  JdbcUnit(
      SqlSession session, RealmId realm, RegistryKey key, InstantSource clock, Supplier<UUID> ids) {
    this.key = key;
    this.clock = clock;
    this.epochs = new EpochRows(session, realm, clock, ids);
    this.aliases = new JdbcAliasRegistry(session, realm, key, clock, ids, epochs);
    this.marks = new MarkRows(session);
    this.audit = new AuditRows(session, realm);
    this.people = new JdbcPeople(session, realm, clock, ids);
    this.groups = new JdbcSourceGroups(session, realm, clock, ids);
    this.plans = new JdbcPlanQueue(session, realm, clock);
    this.outbox = new JdbcOutbox(session, realm, clock, ids);
    this.mailRoutes = new JdbcMailRoutes(session, realm, clock);
    this.copies = new JdbcDirectoryCopies(session, realm, clock, ids);
  }

  static int checkedLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to 1,000 entries");
    }
    return limit;
  }

  @Override
  public boolean consume(OnceMark mark) {
    return marks.consume(mark, key.digest(mark));
  }

  @Override
  public AliasRegistry aliases() {
    return aliases;
  }

  @Override
  public Epochs epochs() {
    return epochs;
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public SourceGroups groups() {
    return groups;
  }

  @Override
  public PlanQueue plans() {
    return plans;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public MailRoutes mailRoutes() {
    return mailRoutes;
  }

  @Override
  public DirectoryCopies copies() {
    return copies;
  }

  @Override
  public String namesDigest(UUID bindingId, String givenName, String surname) {
    return HexFormat.of().formatHex(key.digest(bindingId, givenName, surname));
  }

  @Override
  public void audit(AuditEvent event) {
    audit.add(event, clock.instant());
  }

  @Override
  public List<AuditRecord> auditLog(long after, int limit) {
    return audit.page(after, checkedLimit(limit));
  }

  @Override
  public Optional<AuditRecord> lastRelease(UUID bindingId) {
    return audit.last("released", bindingId);
  }

  @Override
  public void rollBack() {
    rollsBack = true;
  }

  boolean rollsBack() {
    return rollsBack;
  }

  @Override
  public Swept sweep(Instant marksBefore, Optional<Instant> auditBefore) {
    return new Swept(marks.sweep(marksBefore), auditBefore.map(audit::sweep).orElse(0));
  }
}
