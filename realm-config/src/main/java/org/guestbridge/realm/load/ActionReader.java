package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AddressSource;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads what a rule does. */
final class ActionReader {

  private static final Map<String, AddressSource> SOURCES = new LinkedHashMap<>();
  private static final Map<String, OnCollision> COLLISIONS = new LinkedHashMap<>();

  static {
    SOURCES.put("upn", AddressSource.UPN);
    SOURCES.put("verified_primary_email", AddressSource.VERIFIED_PRIMARY_EMAIL);
    COLLISIONS.put("suffix", OnCollision.SUFFIX);
    COLLISIONS.put("refuse", OnCollision.REFUSE);
  }

  private final Optional<AddressDomains> domains;

  ActionReader(Optional<AddressDomains> domains) {
    this.domains = domains;
  }

  static Optional<Action> passThrough(Section section) {
    Optional<AddressSource> source =
        section.required("address").flatMap(node -> node.oneOf(SOURCES));
    return section.finish(() -> new Action.PassThrough(source.orElseThrow()));
  }

  Optional<Action> alias(Section section) {
    Optional<Template> local = section.required("local").flatMap(TemplateReader::read);
    Optional<DomainName> domain = section.required("domain").flatMap(this::aliasDomain);
    Optional<OnCollision> onCollision =
        section.required("onCollision").flatMap(node -> node.oneOf(COLLISIONS));
    return section.finish(
        () ->
            new Action.GiveAlias(
                local.orElseThrow(), domain.orElseThrow(), onCollision.orElseThrow()));
  }

  static Optional<Action> refuse(Section section) {
    Optional<String> message = section.optional("message").flatMap(ActionReader::message);
    return section.finish(() -> new Action.Refuse(message));
  }

  private Optional<DomainName> aliasDomain(Node node) {
    Optional<DomainName> domain = DomainsReader.domain(node);
    boolean unlisted =
        domain.isPresent() && domains.isPresent() && !domains.get().alias().contains(domain.get());
    return unlisted
        ? node.refuse(Code.REALM_DOMAIN_NOT_LISTED, "The domain is not one of domains.alias.")
        : domain;
  }

  private static Optional<String> message(Node node) {
    return node.text(
        text ->
            text.length() <= Action.Refuse.MAX_MESSAGE_LENGTH
                    && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(text)
                : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A message has 1 to 500 characters and no control characters.");
  }
}
