package org.guestbridge.core.alias;

import java.util.UUID;
import org.guestbridge.core.text.EmailAddress;

/**
 * An address that the registry has given to one person for ever, and whose binding was active when
 * it was read. Only {@link #of} makes one, so unverified text cannot reach a release.
 */
public final class BoundAddress {

  private final UUID bindingId;
  private final BindingKind kind;
  private final EmailAddress address;

  private BoundAddress(UUID bindingId, BindingKind kind, EmailAddress address) {
    this.bindingId = bindingId;
    this.kind = kind;
    this.address = address;
  }

  /**
   * The address of an active binding that was read in the running unit of work.
   *
   * @throws IllegalStateException when the binding is not active or was erased
   */
  public static BoundAddress of(Binding binding) {
    if (binding.status() != BindingStatus.ACTIVE) {
      throw new IllegalStateException("binding is not active");
    }
    EmailAddress address =
        binding.address().orElseThrow(() -> new IllegalStateException("binding was erased"));
    return new BoundAddress(binding.id(), binding.kind(), address);
  }

  /** The immutable internal id. */
  public UUID bindingId() {
    return bindingId;
  }

  /** Alias or pass-through. */
  public BindingKind kind() {
    return kind;
  }

  /** The address. */
  public EmailAddress address() {
    return address;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[bound address " + bindingId + "]";
  }
}
