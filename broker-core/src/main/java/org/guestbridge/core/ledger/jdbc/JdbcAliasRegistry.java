package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.alias.AliasNaming;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Epochs;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.alias.Origin;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/**
 * The registry of one realm in one transaction.
 *
 * <p>The subject's row is inserted before an address is claimed, so that a subject who races itself
 * waits at its own row and never holds two addresses. Every transaction takes marks, then subjects,
 * then addresses, so that no two wait for each other.
 */
final class JdbcAliasRegistry implements AliasRegistry {

  private final BindingRows bindings;
  private final AddressRows addresses;
  private final ReservedAliases reserved;
  private final AddressMoves moves;
  private final HistoryRows history;
  private final RegistryKey key;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Epochs epochs;

  JdbcAliasRegistry(
      SqlSession session,
      RealmId realm,
      RegistryKey key,
      InstantSource clock,
      Supplier<UUID> ids,
      Epochs epochs) {
    this.bindings = new BindingRows(session, realm);
    this.addresses = new AddressRows(session);
    this.reserved = new ReservedAliases(bindings, addresses, key, ids);
    this.history = new HistoryRows(session, realm);
    this.moves = new AddressMoves(bindings, addresses, history, key, clock);
    this.key = key;
    this.clock = clock;
    this.ids = ids;
    this.epochs = epochs;
  }

  @Override
  public Optional<Binding> find(UpstreamSubject subject) {
    return bindings.bySubjectLocked(key.digest(subject));
  }

  @Override
  public Optional<Binding> peek(UpstreamSubject subject) {
    return bindings.bySubject(key.digest(subject));
  }

  @Override
  public BindOutcome bindAlias(
      UpstreamSubject subject, AliasRequest request, Fingerprint fingerprint, Origin origin) {
    return find(subject)
        .map(JdbcAliasRegistry::existing)
        .orElseGet(
            () ->
                create(
                    unclaimed(subject, BindingKind.ALIAS, fingerprint, origin),
                    subject,
                    candidates(subject, request),
                    noneFree(request)));
  }

  @Override
  public BindOutcome bindPassThrough(
      UpstreamSubject subject, EmailAddress address, Fingerprint fingerprint, Origin origin) {
    return find(subject)
        .map(JdbcAliasRegistry::existing)
        .orElseGet(
            () ->
                create(
                    unclaimed(subject, BindingKind.PASS_THROUGH, fingerprint, origin),
                    subject,
                    List.of(address),
                    new BindOutcome.BelongsToAnother()));
  }

  private static BindOutcome noneFree(AliasRequest request) {
    return request.onCollision() == OnCollision.REFUSE
        ? new BindOutcome.Taken()
        : new BindOutcome.Exhausted();
  }

  private static BindOutcome existing(Binding binding) {
    return new BindOutcome.Bound(binding, false, 0);
  }

  private BindOutcome create(
      Binding unclaimed,
      UpstreamSubject subject,
      List<EmailAddress> candidates,
      BindOutcome noneFree) {
    byte[] digest = key.digest(subject);
    if (!bindings.insert(unclaimed, SubjectColumns.of(subject), digest)) {
      return bindings
          .bySubjectLocked(digest)
          .map(JdbcAliasRegistry::existing)
          .orElseThrow(LostRowException::new);
    }
    int tries = 0;
    for (EmailAddress candidate : candidates) {
      tries++;
      if (addresses.claim(key.digest(candidate), unclaimed.id(), unclaimed.createdAt())) {
        return created(unclaimed, candidate, tries);
      }
    }
    bindings.delete(unclaimed.id());
    return noneFree;
  }

  private BindOutcome created(Binding unclaimed, EmailAddress address, int tries) {
    UUID id = unclaimed.id();
    bindings.assign(id, address);
    history.add(id, unclaimed.createdAt(), BindingChange.CREATED, Optional.empty());
    return new BindOutcome.Bound(withAddress(unclaimed, address), true, tries);
  }

  @Override
  public boolean reserve(UUID wishedId, EmailAddress alias) {
    return reserved
        .keep(wishedId, alias, now())
        .map(id -> record(id, BindingChange.RELEARNED, Optional.empty()))
        .orElse(false);
  }

  @Override
  public BindOutcome adopt(UpstreamSubject subject, EmailAddress alias) {
    Optional<Binding> existing = find(subject);
    if (existing.isPresent()) {
      return existing(existing.get());
    }
    Optional<UUID> kept = holderOf(alias).filter(Binding::isReserved).map(Binding::id);
    if (kept.isPresent()) {
      UUID id = kept.get();
      if (!bindings.give(id, SubjectColumns.of(subject), key.digest(subject))) {
        throw new LostRowException();
      }
      record(id, BindingChange.ADOPTED, Optional.empty());
      return new BindOutcome.Bound(bindings.byId(id).orElseThrow(), true, 1);
    }
    return create(
        unclaimed(subject, BindingKind.ALIAS, Fingerprint.NONE, Origin.PROVISIONING),
        subject,
        List.of(alias),
        new BindOutcome.Taken());
  }

  @Override
  public BindOutcome changeAddress(UUID bindingId, EmailAddress address) {
    return moves.changeAddress(bindingId, address);
  }

  @Override
  public void remember(UUID bindingId, Fingerprint fingerprint) {
    if (!bindings.remember(bindingId, fingerprint)) {
      throw new IllegalStateException("no such binding, or it is retired");
    }
    BindingChange change =
        bindings.confirm(bindingId) ? BindingChange.CONFIRMED : BindingChange.FINGERPRINT_CHANGED;
    record(bindingId, change, Optional.empty());
  }

  @Override
  public boolean hold(UUID bindingId, Code code) {
    return bindings.hold(bindingId, code)
        && record(bindingId, BindingChange.HELD, Optional.of(code));
  }

  @Override
  public boolean release(UUID bindingId) {
    return bindings.release(bindingId)
        && record(bindingId, BindingChange.RELEASED, Optional.empty());
  }

  @Override
  public boolean orderConversion(UUID bindingId) {
    return bindings.orderConversion(bindingId)
        && record(bindingId, BindingChange.CONVERSION_ORDERED, Optional.empty());
  }

  @Override
  public BindOutcome convertToAlias(UUID bindingId, AliasRequest request, Fingerprint fingerprint) {
    return moves.convert(
        bindingId,
        BindingKind.ALIAS,
        subject -> candidates(subject, request),
        fingerprint,
        noneFree(request));
  }

  @Override
  public BindOutcome convertToPassThrough(
      UUID bindingId, EmailAddress address, Fingerprint fingerprint) {
    return moves.convert(
        bindingId,
        BindingKind.PASS_THROUGH,
        subject -> List.of(address),
        fingerprint,
        new BindOutcome.BelongsToAnother());
  }

  @Override
  public boolean retire(UUID bindingId) {
    return bindings.retire(bindingId) && record(bindingId, BindingChange.RETIRED, Optional.empty());
  }

  @Override
  public boolean erase(UUID bindingId) {
    if (bindings.erase(bindingId)) {
      return record(bindingId, BindingChange.ERASED, Optional.empty());
    }
    return get(bindingId).filter(found -> found.status() == BindingStatus.RETIRED).isPresent();
  }

  @Override
  public Optional<Binding> get(UUID bindingId) {
    return bindings.byId(bindingId);
  }

  @Override
  public Optional<Binding> lock(UUID bindingId) {
    return bindings.byIdLocked(bindingId);
  }

  @Override
  public Optional<Binding> holderOf(EmailAddress address) {
    return bindings.byAddress(key.digest(address));
  }

  @Override
  public boolean isTaken(EmailAddress address) {
    return addresses.isTaken(key.digest(address));
  }

  @Override
  public boolean isAlias(EmailAddress address) {
    return addresses.isAlias(key.digest(address), address);
  }

  @Override
  public List<EmailAddress> candidates(UpstreamSubject subject, AliasRequest request) {
    return AliasNaming.candidates(request, key.digest(subject), epochs.mark());
  }

  @Override
  public List<Binding> list(Optional<UUID> after, int limit) {
    return bindings.page(after, JdbcUnit.checkedLimit(limit));
  }

  @Override
  public List<HistoryEntry> history(UUID bindingId) {
    return history.of(bindingId);
  }

  private boolean record(UUID bindingId, BindingChange change, Optional<Code> code) {
    history.add(bindingId, now(), change, code);
    return true;
  }

  private Binding unclaimed(
      UpstreamSubject subject, BindingKind kind, Fingerprint fingerprint, Origin origin) {
    return new Binding(
        ids.get(),
        kind,
        BindingStatus.ACTIVE,
        Optional.empty(),
        Optional.of(subject),
        Optional.empty(),
        fingerprint,
        true,
        origin == Origin.PROVISIONING,
        now());
  }

  private static Binding withAddress(Binding binding, EmailAddress address) {
    return new Binding(
        binding.id(),
        binding.kind(),
        binding.status(),
        binding.statusCode(),
        binding.subject(),
        Optional.of(address),
        binding.fingerprint(),
        binding.compareNext(),
        binding.provisional(),
        binding.createdAt());
  }

  private Instant now() {
    return SqlSession.kept(clock.instant());
  }
}
