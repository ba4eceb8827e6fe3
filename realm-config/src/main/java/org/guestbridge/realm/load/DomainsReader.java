package org.guestbridge.realm.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads {@code domains} and keeps guests and employees apart. */
final class DomainsReader {

  private static final int MAX_DOMAINS = 1_000;

  private DomainsReader() {}

  static Optional<AddressDomains> read(Node node) {
    return node.section().flatMap(DomainsReader::read);
  }

  /** A domain name in the one form accepted. */
  static Optional<DomainName> domain(Node node) {
    return node.text(
        DomainName::parse,
        Code.REALM_VALUE_INVALID,
        "Give a domain name such as example.com; names beyond ASCII as xn-- labels.");
  }

  private static Optional<AddressDomains> read(Section section) {
    Set<DomainName> passThrough = new LinkedHashSet<>();
    section
        .optional("passThrough")
        .flatMap(DomainsReader::items)
        .ifPresent(items -> items.forEach(item -> passThrough(item, passThrough)));
    Set<DomainName> alias = new LinkedHashSet<>();
    section
        .required("alias")
        .flatMap(DomainsReader::items)
        .filter(DomainsReader::isFilled)
        .ifPresent(items -> items.forEach(item -> alias(item, passThrough, alias)));
    return section.finish(() -> new AddressDomains(passThrough, alias));
  }

  private static Optional<List<Node>> items(Node node) {
    Optional<List<Node>> items = node.items();
    if (items.isPresent() && items.get().size() > MAX_DOMAINS) {
      return node.refuse(Code.REALM_OVERSIZED, "List at most 1,000 domains.");
    }
    if (items.isPresent() && items.get().isEmpty()) {
      node.report(Code.REALM_VALUE_INVALID, "List at least one domain.");
    }
    return items;
  }

  private static boolean isFilled(List<Node> items) {
    return !items.isEmpty();
  }

  private static void passThrough(Node item, Set<DomainName> seen) {
    domain(item).ifPresent(domain -> addOnce(item, domain, seen));
  }

  private static void alias(Node item, Set<DomainName> passThrough, Set<DomainName> seen) {
    domain(item)
        .ifPresent(
            domain -> {
              if (passThrough.contains(domain)) {
                item.report(
                    Code.REALM_DOMAINS_OVERLAP, "The domain is a pass-through domain as well.");
              } else if (domain.value().length() > Action.GiveAlias.MAX_DOMAIN_LENGTH) {
                item.report(
                    Code.REALM_VALUE_INVALID, "An alias domain has at most 189 characters.");
              } else {
                addOnce(item, domain, seen);
              }
            });
  }

  private static void addOnce(Node item, DomainName domain, Set<DomainName> seen) {
    if (!seen.add(domain)) {
      item.report(Code.REALM_DUPLICATE, "The domain stands twice.");
    }
  }
}
