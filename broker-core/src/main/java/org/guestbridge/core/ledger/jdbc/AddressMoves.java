package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.text.EmailAddress;

/**
 * Moves a binding to another address: an employee's whose address changed, and that of a person
 * whose account became one of the other kind. The addresses left behind stay taken by the binding,
 * which alone may have them again.
 */
final class AddressMoves {

  private final BindingRows bindings;
  private final AddressRows addresses;
  private final HistoryRows history;
  private final RegistryKey key;
  private final InstantSource clock;

  AddressMoves(
      BindingRows bindings,
      AddressRows addresses,
      HistoryRows history,
      RegistryKey key,
      InstantSource clock) {
    this.bindings = bindings;
    this.addresses = addresses;
    this.history = history;
    this.key = key;
    this.clock = clock;
  }

  BindOutcome changeAddress(UUID bindingId, EmailAddress address) {
    Binding binding =
        bindings
            .byIdLocked(bindingId)
            .filter(found -> found.kind() == BindingKind.PASS_THROUGH)
            .filter(found -> found.status() == BindingStatus.ACTIVE)
            .orElseThrow(() -> new IllegalStateException("not an active pass-through binding"));
    Instant now = now();
    if (!addresses.claimOrKeep(key.digest(address), binding.id(), now)) {
      return new BindOutcome.BelongsToAnother();
    }
    bindings.assign(binding.id(), address);
    return moved(binding.id(), BindingChange.ADDRESS_CHANGED, now, 1);
  }

  /**
   * Converts a binding, as ordered, to {@code kind}.
   *
   * @param candidates the addresses to be tried, in order
   * @param noneFree what it comes to when others have them all
   */
  BindOutcome convert(
      UUID bindingId,
      BindingKind kind,
      Function<UpstreamSubject, List<EmailAddress>> candidates,
      Fingerprint fingerprint,
      BindOutcome noneFree) {
    Binding binding =
        bindings
            .byIdLocked(bindingId)
            .filter(found -> found.awaitsConversion() && found.kind() != kind)
            .orElseThrow(() -> new IllegalStateException("no conversion to this kind is ordered"));
    Instant now = now();
    int tries = 0;
    for (EmailAddress candidate : candidates.apply(binding.subject().orElseThrow())) {
      tries++;
      if (addresses.claimOrKeep(key.digest(candidate), bindingId, now)) {
        bindings.convert(bindingId, kind, candidate, fingerprint);
        return moved(bindingId, BindingChange.CONVERTED, now, tries);
      }
    }
    return noneFree;
  }

  private BindOutcome moved(UUID bindingId, BindingChange change, Instant at, int tries) {
    history.add(bindingId, at, change, Optional.empty());
    return new BindOutcome.Bound(bindings.byId(bindingId).orElseThrow(), false, tries);
  }

  private Instant now() {
    return SqlSession.kept(clock.instant());
  }
}
