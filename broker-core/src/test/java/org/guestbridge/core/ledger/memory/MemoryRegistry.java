package org.guestbridge.core.ledger.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.AliasNaming;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
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

/** The registry of one realm on a copy of the state. */
final class MemoryRegistry implements AliasRegistry {

  private final MemoryState state;
  private final RealmId realm;
  private final RegistryKey key;
  private final InstantSource clock;

  MemoryRegistry(MemoryState state, RealmId realm, RegistryKey key, InstantSource clock) {
    this.state = state;
    this.realm = realm;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public Optional<Binding> find(UpstreamSubject subject) {
    return Optional.ofNullable(state.subjects.get(subjectKey(subject))).flatMap(this::get);
  }

  @Override
  public Optional<Binding> peek(UpstreamSubject subject) {
    return find(subject);
  }

  @Override
  public BindOutcome bindAlias(
      UpstreamSubject subject, AliasRequest request, Fingerprint fingerprint, Origin origin) {
    return bind(
        subject,
        BindingKind.ALIAS,
        candidates(subject, request),
        fingerprint,
        origin,
        noneFree(request));
  }

  private static BindOutcome noneFree(AliasRequest request) {
    return request.onCollision() == OnCollision.REFUSE
        ? new BindOutcome.Taken()
        : new BindOutcome.Exhausted();
  }

  @Override
  public BindOutcome bindPassThrough(
      UpstreamSubject subject, EmailAddress address, Fingerprint fingerprint, Origin origin) {
    BindOutcome noneFree = new BindOutcome.BelongsToAnother();
    return bind(subject, BindingKind.PASS_THROUGH, List.of(address), fingerprint, origin, noneFree);
  }

  private BindOutcome bind(
      UpstreamSubject subject,
      BindingKind kind,
      List<EmailAddress> candidates,
      Fingerprint fingerprint,
      Origin origin,
      BindOutcome noneFree) {
    Optional<Binding> existing = find(subject);
    if (existing.isPresent()) {
      return new BindOutcome.Bound(existing.get(), false, 0);
    }
    UUID id = UUID.randomUUID();
    int tries = 0;
    for (EmailAddress candidate : candidates) {
      tries++;
      if (state.addresses.putIfAbsent(addressKey(candidate), id) == null) {
        Binding binding =
            new Binding(
                id,
                kind,
                BindingStatus.ACTIVE,
                Optional.empty(),
                Optional.of(subject),
                Optional.of(candidate),
                fingerprint,
                true,
                origin == Origin.PROVISIONING,
                now());
        state.subjects.put(subjectKey(subject), id);
        put(binding, BindingChange.CREATED, Optional.empty());
        return new BindOutcome.Bound(binding, true, tries);
      }
    }
    return noneFree;
  }

  @Override
  public boolean reserve(UUID wishedId, EmailAddress alias) {
    UUID id = state.bindings.containsKey(wishedId.toString()) ? UUID.randomUUID() : wishedId;
    if (state.addresses.putIfAbsent(addressKey(alias), id) != null) {
      return false;
    }
    Binding reserved =
        new Binding(
            id,
            BindingKind.ALIAS,
            BindingStatus.RETIRED,
            Optional.empty(),
            Optional.empty(),
            Optional.of(alias),
            Fingerprint.NONE,
            true,
            true,
            now());
    put(reserved, BindingChange.RELEARNED, Optional.empty());
    return true;
  }

  @Override
  public BindOutcome adopt(UpstreamSubject subject, EmailAddress alias) {
    Optional<Binding> existing = find(subject);
    Optional<Binding> reserved = holderOf(alias).filter(Binding::isReserved);
    if (existing.isPresent() || reserved.isEmpty()) {
      return bind(
          subject,
          BindingKind.ALIAS,
          List.of(alias),
          Fingerprint.NONE,
          Origin.PROVISIONING,
          new BindOutcome.Taken());
    }
    Binding given =
        new Binding(
            reserved.get().id(),
            BindingKind.ALIAS,
            BindingStatus.ACTIVE,
            Optional.empty(),
            Optional.of(subject),
            Optional.of(alias),
            Fingerprint.NONE,
            true,
            true,
            reserved.get().createdAt());
    state.subjects.put(subjectKey(subject), given.id());
    put(given, BindingChange.ADOPTED, Optional.empty());
    return new BindOutcome.Bound(given, true, 1);
  }

  @Override
  public BindOutcome changeAddress(UUID bindingId, EmailAddress address) {
    Binding binding =
        get(bindingId)
            .filter(found -> found.kind() == BindingKind.PASS_THROUGH)
            .filter(found -> found.status() == BindingStatus.ACTIVE)
            .orElseThrow(() -> new IllegalStateException("not an active pass-through binding"));
    UUID holder = state.addresses.putIfAbsent(addressKey(address), bindingId);
    if (holder != null && !holder.equals(bindingId)) {
      return new BindOutcome.BelongsToAnother();
    }
    Binding moved =
        new Binding(
            bindingId,
            binding.kind(),
            binding.status(),
            binding.statusCode(),
            binding.subject(),
            Optional.of(address),
            binding.fingerprint(),
            binding.compareNext(),
            binding.provisional(),
            binding.createdAt());
    put(moved, BindingChange.ADDRESS_CHANGED, Optional.empty());
    return new BindOutcome.Bound(moved, false, 1);
  }

  @Override
  public void remember(UUID bindingId, Fingerprint fingerprint) {
    Binding binding =
        get(bindingId)
            .filter(found -> found.status() != BindingStatus.RETIRED)
            .orElseThrow(() -> new IllegalStateException("no such binding, or it is retired"));
    Binding remembered =
        new Binding(
            bindingId,
            binding.kind(),
            binding.status(),
            binding.statusCode(),
            binding.subject(),
            binding.address(),
            fingerprint,
            true,
            false,
            binding.createdAt());
    BindingChange change =
        binding.provisional() ? BindingChange.CONFIRMED : BindingChange.FINGERPRINT_CHANGED;
    put(remembered, change, Optional.empty());
  }

  @Override
  public boolean hold(UUID bindingId, Code code) {
    return get(bindingId)
        .filter(found -> found.status() == BindingStatus.ACTIVE)
        .map(found -> with(found, BindingStatus.HELD, Optional.of(code), found.compareNext()))
        .map(held -> put(held, BindingChange.HELD, Optional.of(code)))
        .isPresent();
  }

  @Override
  public boolean release(UUID bindingId) {
    return get(bindingId)
        .filter(found -> found.status() == BindingStatus.HELD)
        .map(found -> with(found, BindingStatus.ACTIVE, Optional.empty(), false))
        .map(released -> put(released, BindingChange.RELEASED, Optional.empty()))
        .isPresent();
  }

  @Override
  public boolean orderConversion(UUID bindingId) {
    return get(bindingId)
        .filter(found -> found.statusCode().equals(Optional.of(Code.ACCOUNT_KIND_CHANGED)))
        .map(
            found ->
                with(
                    found,
                    BindingStatus.HELD,
                    Optional.of(Code.ACCOUNT_CONVERSION_PENDING),
                    found.compareNext()))
        .map(ordered -> put(ordered, BindingChange.CONVERSION_ORDERED, Optional.empty()))
        .isPresent();
  }

  @Override
  public BindOutcome convertToAlias(UUID bindingId, AliasRequest request, Fingerprint fingerprint) {
    Binding binding = ordered(bindingId, BindingKind.PASS_THROUGH);
    List<EmailAddress> candidates = candidates(binding.subject().orElseThrow(), request);
    return convert(binding, BindingKind.ALIAS, candidates, fingerprint, noneFree(request));
  }

  @Override
  public BindOutcome convertToPassThrough(
      UUID bindingId, EmailAddress address, Fingerprint fingerprint) {
    return convert(
        ordered(bindingId, BindingKind.ALIAS),
        BindingKind.PASS_THROUGH,
        List.of(address),
        fingerprint,
        new BindOutcome.BelongsToAnother());
  }

  private Binding ordered(UUID bindingId, BindingKind from) {
    return get(bindingId)
        .filter(found -> found.awaitsConversion() && found.kind() == from)
        .orElseThrow(() -> new IllegalStateException("no conversion from this kind is ordered"));
  }

  private BindOutcome convert(
      Binding binding,
      BindingKind kind,
      List<EmailAddress> candidates,
      Fingerprint fingerprint,
      BindOutcome noneFree) {
    int tries = 0;
    for (EmailAddress candidate : candidates) {
      tries++;
      UUID holder = state.addresses.putIfAbsent(addressKey(candidate), binding.id());
      if (holder == null || holder.equals(binding.id())) {
        Binding converted =
            new Binding(
                binding.id(),
                kind,
                BindingStatus.ACTIVE,
                Optional.empty(),
                binding.subject(),
                Optional.of(candidate),
                fingerprint,
                true,
                false,
                binding.createdAt());
        put(converted, BindingChange.CONVERTED, Optional.empty());
        return new BindOutcome.Bound(converted, false, tries);
      }
    }
    return noneFree;
  }

  @Override
  public boolean retire(UUID bindingId) {
    return get(bindingId)
        .filter(found -> found.status() != BindingStatus.RETIRED)
        .map(found -> with(found, BindingStatus.RETIRED, Optional.empty(), found.compareNext()))
        .map(retired -> put(retired, BindingChange.RETIRED, Optional.empty()))
        .isPresent();
  }

  @Override
  public boolean erase(UUID bindingId) {
    Optional<Binding> retired =
        get(bindingId).filter(found -> found.status() == BindingStatus.RETIRED);
    retired
        .filter(found -> found.address().isPresent())
        .map(
            found ->
                new Binding(
                    bindingId,
                    found.kind(),
                    found.status(),
                    found.statusCode(),
                    Optional.empty(),
                    Optional.empty(),
                    Fingerprint.NONE,
                    found.compareNext(),
                    found.provisional(),
                    found.createdAt()))
        .ifPresent(erased -> put(erased, BindingChange.ERASED, Optional.empty()));
    return retired.isPresent();
  }

  @Override
  public Optional<Binding> get(UUID bindingId) {
    return Optional.ofNullable(state.bindings.get(bindingId.toString()))
        .filter(row -> row.realm().equals(realm))
        .map(MemoryState.Row::binding);
  }

  @Override
  public Optional<Binding> lock(UUID bindingId) {
    return get(bindingId);
  }

  @Override
  public Optional<Binding> holderOf(EmailAddress address) {
    return Optional.ofNullable(state.addresses.get(addressKey(address))).flatMap(this::get);
  }

  @Override
  public boolean isTaken(EmailAddress address) {
    return state.addresses.containsKey(addressKey(address));
  }

  @Override
  public boolean isAlias(EmailAddress address) {
    return Optional.ofNullable(state.addresses.get(addressKey(address)))
        .map(id -> state.bindings.get(id.toString()))
        .filter(row -> row.binding().kind() == BindingKind.ALIAS)
        .filter(row -> row.binding().address().map(address::equals).orElse(true))
        .isPresent();
  }

  @Override
  public List<EmailAddress> candidates(UpstreamSubject subject, AliasRequest request) {
    return AliasNaming.candidates(
        request, key.digest(subject), new MemoryEpochs(state, realm, clock).mark());
  }

  @Override
  public List<Binding> list(Optional<UUID> after, int limit) {
    return state.bindings.values().stream()
        .filter(row -> row.realm().equals(realm))
        .map(MemoryState.Row::binding)
        .filter(row -> after.isEmpty() || row.id().toString().compareTo(after.get().toString()) > 0)
        .limit(MemoryUnit.checkedLimit(limit))
        .toList();
  }

  @Override
  public List<HistoryEntry> history(UUID bindingId) {
    return get(bindingId).isPresent()
        ? List.copyOf(state.history.getOrDefault(bindingId, List.of()))
        : List.of();
  }

  private Binding put(Binding binding, BindingChange change, Optional<Code> code) {
    state.bindings.put(binding.id().toString(), new MemoryState.Row(realm, binding));
    state
        .history
        .computeIfAbsent(binding.id(), id -> new ArrayList<>())
        .add(new HistoryEntry(now(), change, code));
    return binding;
  }

  private static Binding with(
      Binding binding, BindingStatus status, Optional<Code> code, boolean compareNext) {
    return new Binding(
        binding.id(),
        binding.kind(),
        status,
        code,
        binding.subject(),
        binding.address(),
        binding.fingerprint(),
        compareNext,
        binding.provisional(),
        binding.createdAt());
  }

  private MemoryState.SubjectKey subjectKey(UpstreamSubject subject) {
    return new MemoryState.SubjectKey(realm, HexFormat.of().formatHex(key.digest(subject)));
  }

  private String addressKey(EmailAddress address) {
    return HexFormat.of().formatHex(key.digest(address));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
