package org.guestbridge.core.ledger;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.alias.HistoryEntry;
import org.guestbridge.core.alias.Origin;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** A registry for tests, each call of which is a unit of work of its own. */
public record RegistryPerCall(Ledger ledger, RealmId realm) implements AliasRegistry {

  private <T> T in(Function<AliasRegistry, T> work) {
    return ledger.inUnit(realm, unit -> work.apply(unit.aliases()));
  }

  @Override
  public Optional<Binding> find(UpstreamSubject subject) {
    return in(registry -> registry.find(subject));
  }

  @Override
  public Optional<Binding> peek(UpstreamSubject subject) {
    return in(registry -> registry.peek(subject));
  }

  @Override
  public BindOutcome bindAlias(
      UpstreamSubject subject, AliasRequest request, Fingerprint fingerprint, Origin origin) {
    return in(registry -> registry.bindAlias(subject, request, fingerprint, origin));
  }

  @Override
  public BindOutcome bindPassThrough(
      UpstreamSubject subject, EmailAddress address, Fingerprint fingerprint, Origin origin) {
    return in(registry -> registry.bindPassThrough(subject, address, fingerprint, origin));
  }

  @Override
  public boolean reserve(UUID wishedId, EmailAddress alias) {
    return in(registry -> registry.reserve(wishedId, alias));
  }

  @Override
  public BindOutcome adopt(UpstreamSubject subject, EmailAddress alias) {
    return in(registry -> registry.adopt(subject, alias));
  }

  @Override
  public BindOutcome changeAddress(UUID bindingId, EmailAddress address) {
    return in(registry -> registry.changeAddress(bindingId, address));
  }

  @Override
  public void remember(UUID bindingId, Fingerprint fingerprint) {
    in(
        registry -> {
          registry.remember(bindingId, fingerprint);
          return bindingId;
        });
  }

  @Override
  public boolean hold(UUID bindingId, Code code) {
    return in(registry -> registry.hold(bindingId, code));
  }

  @Override
  public boolean release(UUID bindingId) {
    return in(registry -> registry.release(bindingId));
  }

  @Override
  public boolean orderConversion(UUID bindingId) {
    return in(registry -> registry.orderConversion(bindingId));
  }

  @Override
  public BindOutcome convertToAlias(UUID bindingId, AliasRequest request, Fingerprint fingerprint) {
    return in(registry -> registry.convertToAlias(bindingId, request, fingerprint));
  }

  @Override
  public BindOutcome convertToPassThrough(
      UUID bindingId, EmailAddress address, Fingerprint fingerprint) {
    return in(registry -> registry.convertToPassThrough(bindingId, address, fingerprint));
  }

  @Override
  public boolean retire(UUID bindingId) {
    return in(registry -> registry.retire(bindingId));
  }

  @Override
  public boolean erase(UUID bindingId) {
    return in(registry -> registry.erase(bindingId));
  }

  @Override
  public Optional<Binding> get(UUID bindingId) {
    return in(registry -> registry.get(bindingId));
  }

  @Override
  public Optional<Binding> lock(UUID bindingId) {
    return in(registry -> registry.lock(bindingId));
  }

  @Override
  public Optional<Binding> holderOf(EmailAddress address) {
    return in(registry -> registry.holderOf(address));
  }

  @Override
  public boolean isTaken(EmailAddress address) {
    return in(registry -> registry.isTaken(address));
  }

  @Override
  public boolean isAlias(EmailAddress address) {
    return in(registry -> registry.isAlias(address));
  }

  @Override
  public List<EmailAddress> candidates(UpstreamSubject subject, AliasRequest request) {
    return in(registry -> registry.candidates(subject, request));
  }

  @Override
  public List<Binding> list(Optional<UUID> after, int limit) {
    return in(registry -> registry.list(after, limit));
  }

  @Override
  public List<HistoryEntry> history(UUID bindingId) {
    return in(registry -> registry.history(bindingId));
  }
}
