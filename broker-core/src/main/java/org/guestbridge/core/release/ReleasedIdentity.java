package org.guestbridge.core.release;

import java.util.List;
import java.util.UUID;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.alias.BoundAddress;
import org.guestbridge.core.rules.ReleasedNames;
import org.guestbridge.core.text.EmailAddress;

/**
 * A person as one downstream is told of them. Holds no upstream value: the address comes from the
 * registry, the id is the binding's own.
 */
public final class ReleasedIdentity {

  private final BoundAddress bound;
  private final ReleasedNames names;
  private final List<String> groups;

  private ReleasedIdentity(BoundAddress bound, ReleasedNames names, List<String> groups) {
    this.bound = bound;
    this.names = names;
    this.groups = List.copyOf(groups);
  }

  /** What is released of an address that the registry bound. */
  public static ReleasedIdentity of(BoundAddress bound, ReleasedNames names, List<String> groups) {
    return new ReleasedIdentity(bound, names, groups);
  }

  /** The alias or pass-through address: NameID and every address-like attribute. */
  public EmailAddress address() {
    return bound.address();
  }

  /** The immutable internal id. */
  public UUID internalId() {
    return bound.bindingId();
  }

  /** Alias or pass-through. */
  public BindingKind kind() {
    return bound.kind();
  }

  /** Given name and surname. */
  public ReleasedNames names() {
    return names;
  }

  /** Downstream group names, in the order of the rule. */
  public List<String> groups() {
    return groups;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[released " + bound.bindingId() + "]";
  }
}
