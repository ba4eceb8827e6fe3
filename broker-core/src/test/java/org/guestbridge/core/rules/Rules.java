package org.guestbridge.core.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.text.DomainName;

/** Builds rules for tests. */
final class Rules {

  static final DomainName ALIAS_DOMAIN = new DomainName("guests.example.com");
  static final DomainName OWN_DOMAIN = new DomainName("example.com");
  static final AddressDomains DOMAINS =
      new AddressDomains(Set.of(OWN_DOMAIN), Set.of(ALIAS_DOMAIN));

  static final Matcher INTERNAL = new Matcher.Account(AccountKind.INTERNAL);
  static final Matcher EXTERNAL = new Matcher.Account(AccountKind.EXTERNAL);
  static final Action REFUSE = new Action.Refuse(Optional.empty());
  static final Action KEEP_UPN = new Action.PassThrough(AddressSource.UPN);
  static final Action KEEP_PRIMARY = new Action.PassThrough(AddressSource.VERIFIED_PRIMARY_EMAIL);
  static final Action ALIAS = alias("{mail.local}_{mail.domain}");

  private Rules() {}

  static Action alias(String local) {
    return new Action.GiveAlias(template(local), ALIAS_DOMAIN, OnCollision.SUFFIX);
  }

  static Template template(String source) {
    return Template.compile(source)
        .fold(
            template -> template,
            problems -> {
              throw new AssertionError(problems);
            });
  }

  static Rule rule(Action then, Matcher... when) {
    return Rule.of("rule", List.of(when), then);
  }

  static RuleSet set(Rule... rules) {
    return RuleSet.of(DOMAINS, List.of(rules));
  }

  static Matcher text(String field, Predicate predicate) {
    return new Matcher.Text(Field.parse(field).orElseThrow(), predicate);
  }
}
