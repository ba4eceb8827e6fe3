package org.guestbridge.app.downstream.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.app.samlxml.AssertionContent;
import org.guestbridge.app.samlxml.AssertionContent.Attribute;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.AttributeNames;

/** What an assertion says of a released identity. */
final class AssertionComposer {

  /** How long an assertion is valid after it was issued. */
  static final Duration VALIDITY = Duration.ofMinutes(5);

  /** How far NotBefore lies before the issue, for service providers whose clock runs behind. */
  static final Duration BACK_DATING = Duration.ofSeconds(30);

  private final MessageIds ids;

  AssertionComposer(MessageIds ids) {
    this.ids = ids;
  }

  AssertionContent compose(
      ServiceProvider provider, ReleasedIdentity identity, Instant now, Instant authnInstant) {
    return new AssertionContent(
        ids.next(),
        identity.address().value(),
        provider.entityId(),
        now.minus(BACK_DATING),
        now.plus(VALIDITY),
        authnInstant,
        ids.next(),
        attributes(provider.settings().attributes(), identity));
  }

  private static List<Attribute> attributes(AttributeNames names, ReleasedIdentity identity) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(single(names.givenName(), identity.names().givenName()));
    attributes.add(single(names.surname(), identity.names().surname()));
    attributes.add(single(names.emailAddress(), identity.address().value()));
    attributes.add(single(names.internalId(), identity.internalId().toString()));
    if (names.groups().isPresent() && !identity.groups().isEmpty()) {
      attributes.add(new Attribute(names.groups().get(), identity.groups()));
    }
    return attributes;
  }

  private static Attribute single(String name, String value) {
    return new Attribute(name, List.of(value));
  }
}
