package org.guestbridge.core.ledger.jdbc;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.text.EmailAddress;

/** Keeps addresses from everybody, by retired bindings without a subject. */
final class ReservedAliases {

  private final BindingRows bindings;
  private final AddressRows addresses;
  private final RegistryKey key;
  private final Supplier<UUID> ids;

  ReservedAliases(
      BindingRows bindings, AddressRows addresses, RegistryKey key, Supplier<UUID> ids) {
    this.bindings = bindings;
    this.addresses = addresses;
    this.key = key;
    this.ids = ids;
  }

  /** The binding that keeps the address now; empty when the address is taken. */
  Optional<UUID> keep(UUID wishedId, EmailAddress alias, Instant now) {
    UUID id = inserts(wishedId, alias, now) ? wishedId : ids.get();
    boolean inserted = id.equals(wishedId) || inserts(id, alias, now);
    if (inserted && addresses.claim(key.digest(alias), id, now)) {
      return Optional.of(id);
    }
    if (inserted) {
      bindings.delete(id);
    }
    return Optional.empty();
  }

  private boolean inserts(UUID id, EmailAddress alias, Instant now) {
    // No verifier makes such a subject: its issuer is no URL.
    byte[] digest = key.digest(new UpstreamSubject.Oidc("reserved", id.toString()));
    return bindings.reserve(id, digest, alias, now);
  }
}
