package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

/** One unit of work on a copy of the state. */
final class MemoryUnit implements Unit {

  private final MemoryState state;
  private final RealmId realm;
  private final RegistryKey key;
  private final InstantSource clock;
  private boolean rollsBack;

  MemoryUnit(MemoryState state, RealmId realm, RegistryKey key, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.key = key;
    this.clock = clock;
  }

  static int checkedLimit(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a page has 1 to 1,000 entries");
    }
    return limit;
  }

  @Override
  public boolean consume(OnceMark mark) {
    String digest = HexFormat.of().formatHex(key.digest(mark));
    MemoryState.MarkKey markKey = new MemoryState.MarkKey(mark.kind(), mark.issuer(), digest);
    return state.marks.putIfAbsent(markKey, mark) == null;
  }

  @Override
  public AliasRegistry aliases() {
    return new MemoryRegistry(state, realm, key, clock);
  }

  @Override
  public Epochs epochs() {
    return new MemoryEpochs(state, realm, clock);
  }

  @Override
  public People people() {
    return new MemoryPeople(state, realm, clock);
  }

  @Override
  public SourceGroups groups() {
    return new MemoryGroups(state, realm, clock);
  }

  @Override
  public PlanQueue plans() {
    return new MemoryPlanQueue(state, realm, clock);
  }

  @Override
  public Outbox outbox() {
    return new MemoryOutbox(state, realm, clock);
  }

  @Override
  public MailRoutes mailRoutes() {
    return new MemoryMailRoutes(state, realm, clock);
  }

  @Override
  public DirectoryCopies copies() {
    return new MemoryDirectoryCopies(state, realm, clock);
  }

  @Override
  public String namesDigest(UUID bindingId, String givenName, String surname) {
    return HexFormat.of().formatHex(key.digest(bindingId, givenName, surname));
  }

  @Override
  public void audit(AuditEvent event) {
    state.sequence++;
    AuditRecord line =
        new AuditRecord(
            state.sequence,
            kept(clock.instant()),
            event.type(),
            event.correlationId(),
            event.binding(),
            event.details());
    state.audit.add(new MemoryState.AuditLine(realm, line));
  }

  @Override
  public List<AuditRecord> auditLog(long after, int limit) {
    return state.audit.stream()
        .filter(line -> line.realm().equals(realm))
        .map(MemoryState.AuditLine::record)
        .filter(line -> line.sequence() > after)
        .limit(checkedLimit(limit))
        .toList();
  }

  @Override
  public Optional<AuditRecord> lastRelease(UUID bindingId) {
    return state.audit.stream()
        .filter(line -> line.realm().equals(realm))
        .map(MemoryState.AuditLine::record)
        .filter(line -> line.type().equals("released"))
        .filter(line -> line.binding().equals(Optional.of(bindingId)))
        .reduce((first, second) -> second);
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
    int marks = state.marks.size();
    state.marks.values().removeIf(mark -> kept(mark.notAfter()).isBefore(kept(marksBefore)));
    int lines = state.audit.size();
    auditBefore.ifPresent(
        before ->
            state.audit.removeIf(
                line -> line.realm().equals(realm) && line.record().at().isBefore(kept(before))));
    return new Swept(marks - state.marks.size(), lines - state.audit.size());
  }

  private static Instant kept(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
