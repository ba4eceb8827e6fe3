package org.guestbridge.app.downstream.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.samlxml.AssertionContent;
import org.guestbridge.app.samlxml.AssertionContent.Attribute;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.SamlServiceProvider;

/** What an assertion says of a released identity. */
final class AssertionComposer {

  /** How long an assertion is valid after it was issued. */
  static final Duration VALIDITY = Duration.ofMinutes(5);

  /** How far NotBefore lies before the issue, for service providers whose clock runs behind. */
  static final Duration BACK_DATING = Duration.ofSeconds(30);

  private final MessageIds ids;
  private final NameIds nameIds;

  AssertionComposer(MessageIds ids) {
    this.ids = ids;
    this.nameIds = new NameIds(ids);
  }

  AssertionContent compose(
      ServiceProvider provider, ReleasedIdentity identity, Instant now, Instant authnInstant) {
    return new AssertionContent(
        ids.next(),
        nameIds.of(provider, identity),
        provider.settings().nameIdFormat().uri(),
        provider.entityId(),
        now.minus(BACK_DATING),
        now.plus(VALIDITY),
        authnInstant,
        ids.next(),
        attributes(provider.settings(), identity));
  }

  /** An attribute without a name, or without a value, is not sent. */
  private static List<Attribute> attributes(
      SamlServiceProvider settings, ReleasedIdentity identity) {
    AttributeNames names = settings.attributes();
    List<Attribute> attributes = new ArrayList<>();
    add(attributes, names, names.givenName(), List.of(identity.names().givenName()));
    add(attributes, names, names.surname(), List.of(identity.names().surname()));
    add(attributes, names, names.emailAddress(), List.of(identity.address().value()));
    add(attributes, names, names.internalId(), List.of(identity.internalId().toString()));
    add(attributes, names, names.groups(), settings.release().groupsOf(identity.groups()));
    return attributes;
  }

  private static void add(
      List<Attribute> attributes,
      AttributeNames names,
      Optional<String> name,
      List<String> values) {
    if (name.isPresent() && !values.isEmpty()) {
      attributes.add(new Attribute(name.get(), names.formatOf(name.get()).uri(), values));
    }
  }
}
