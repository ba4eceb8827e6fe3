package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/**
 * Reads one person's fields, each at most once. Belongs to one decision and one thread.
 *
 * <p>A blank value is no value.
 */
final class FieldReader {

  private static final String ENTRA_PROVIDER = "https://sts.windows.net/";

  /**
   * The values of one field in normal form.
   *
   * @param texts the values; at most one unless the field is a claim
   * @param domains the domains of those values that have one
   * @param domainsAndParents {@code domains} and every domain above them
   */
  record Values(List<String> texts, List<DomainName> domains, List<DomainName> domainsAndParents) {}

  private final VerifiedIdentity identity;
  private final Map<Field.Known, Values> known = new EnumMap<>(Field.Known.class);
  private final Map<Field, Values> claims = new HashMap<>();

  FieldReader(VerifiedIdentity identity) {
    this.identity = identity;
  }

  AccountKind account() {
    return identity.account().kind();
  }

  Profile profile() {
    return identity.profile();
  }

  Values values(Field field) {
    return field instanceof Field.Known name
        ? known.computeIfAbsent(name, this::valuesOf)
        : claims.computeIfAbsent(field, this::valuesOf);
  }

  /** The only value of a field as the upstream sent it; empty when there is none or several. */
  Optional<String> single(Field field) {
    List<String> raw = raw(field);
    return raw.size() == 1 ? Optional.of(raw.get(0)) : Optional.empty();
  }

  private Values valuesOf(Field field) {
    List<String> texts =
        raw(field).stream().flatMap(value -> field.normalForm(value).stream()).toList();
    if (!field.holdsDomain()) {
      return new Values(texts, List.of(), List.of());
    }
    List<DomainName> domains =
        texts.stream().flatMap(value -> FieldReader.domainOf(value).stream()).toList();
    List<DomainName> domainsAndParents = new ArrayList<>();
    domains.forEach(domain -> addWithParents(domain, domainsAndParents));
    return new Values(texts, domains, domainsAndParents);
  }

  private List<String> raw(Field field) {
    if (field instanceof Field.Claim claim) {
      return profile().claims().getOrDefault(claim.name(), List.of()).stream()
          .filter(value -> !value.isBlank())
          .toList();
    }
    return raw((Field.Known) field).filter(value -> !value.isBlank()).stream().toList();
  }

  private Optional<String> raw(Field.Known field) {
    Profile profile = profile();
    return switch (field) {
      case MAIL -> profile.mail().map(EmailAddress::value);
      case MAIL_DOMAIN -> profile.mail().map(mail -> mail.domain().value());
      case SIGN_IN_NAME -> profile.signInName();
      case UPN -> profile.upn().map(EmailAddress::value);
      case IDP -> identity.evidence().account().idp();
      case HOME_TENANT -> identity.evidence().account().idp().flatMap(FieldReader::homeTenant);
      case ACCOUNT -> Optional.of(account().name().toLowerCase(Locale.ROOT));
      case DISPLAY_NAME -> profile.displayName();
      case GIVEN_NAME -> profile.givenName();
      case SURNAME -> profile.surname();
    };
  }

  private static Optional<String> homeTenant(String provider) {
    if (!provider.startsWith(ENTRA_PROVIDER) || !provider.endsWith("/")) {
      return Optional.empty();
    }
    int end = provider.length() - 1;
    return end <= ENTRA_PROVIDER.length()
        ? Optional.empty()
        : Field.Known.HOME_TENANT.normalForm(provider.substring(ENTRA_PROVIDER.length(), end));
  }

  /** The domain of an address, or the text itself when it is a domain. */
  static Optional<DomainName> domainOf(String text) {
    int at = text.indexOf('@');
    return text.indexOf('@', at + 1) >= 0
        ? Optional.empty()
        : DomainName.parse(text.substring(at + 1));
  }

  private static void addWithParents(DomainName domain, List<DomainName> all) {
    Optional<DomainName> next = Optional.of(domain);
    while (next.isPresent()) {
      DomainName current = next.get();
      all.add(current);
      next = DomainName.parse(current.value().substring(current.value().indexOf('.') + 1));
    }
  }
}
