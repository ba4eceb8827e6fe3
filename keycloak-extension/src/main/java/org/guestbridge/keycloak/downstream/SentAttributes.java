package org.guestbridge.keycloak.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.keycloak.ReleaseSettings;

/**
 * The attributes of a person as a client reads them, in the order of output.
 *
 * @param attributes each with at least one value
 */
record SentAttributes(List<Attribute> attributes) {

  SentAttributes {
    attributes = List.copyOf(attributes);
  }

  /**
   * One attribute.
   *
   * @param name as the client reads it
   * @param nameFormat the URI of the name's format (SAML core 8.2)
   * @param values in order
   */
  record Attribute(String name, String nameFormat, List<String> values) {

    Attribute {
      values = List.copyOf(values);
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[attribute " + name + "]";
    }
  }

  /** What {@code settings} let out of a person; one without name or value is not sent. */
  static SentAttributes of(ReleaseSettings settings, ReleasedIdentity identity) {
    AttributeNames names = settings.names();
    ReleasePolicy policy = new ReleasePolicy(settings.groups(), Optional.empty());
    List<Attribute> sent = new ArrayList<>();
    add(sent, names, names.givenName(), List.of(identity.names().givenName()));
    add(sent, names, names.surname(), List.of(identity.names().surname()));
    add(sent, names, names.emailAddress(), List.of(identity.address().value()));
    add(sent, names, names.internalId(), List.of(identity.internalId().toString()));
    add(sent, names, names.groups(), policy.groupsOf(identity.groups()));
    return new SentAttributes(sent);
  }

  private static void add(
      List<Attribute> sent, AttributeNames names, Optional<String> name, List<String> values) {
    if (name.isPresent() && !values.isEmpty()) {
      sent.add(new Attribute(name.get(), names.formatOf(name.get()).uri(), values));
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[" + attributes.size() + " attributes]";
  }
}
