package org.guestbridge.core.broker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AddressSource;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.DomainName;

/** Rules for tests: employees keep their UPN, guests get an alias. */
final class Realm {

  static final DomainName EMPLOYEES = new DomainName("example.com");
  static final DomainName GUESTS = new DomainName("guests.example.com");

  private Realm() {}

  static RuleSet rules(String aliasTemplate, OnCollision onCollision) {
    return rules(
        new AddressDomains(Set.of(EMPLOYEES), Set.of(GUESTS)), aliasTemplate, GUESTS, onCollision);
  }

  static RuleSet rules(
      AddressDomains domains, String aliasTemplate, DomainName alias, OnCollision onCollision) {
    Template template = ((Template.Compiled) Template.compile(aliasTemplate)).template();
    return RuleSet.of(
        domains,
        List.of(
            Rule.of(
                "employees",
                List.of(new Matcher.Account(AccountKind.INTERNAL)),
                new Action.PassThrough(AddressSource.UPN)),
            Rule.of("guests", List.of(), new Action.GiveAlias(template, alias, onCollision))));
  }

  static RuleSet refusing(String message) {
    return RuleSet.of(
        new AddressDomains(Set.of(EMPLOYEES), Set.of(GUESTS)),
        List.of(Rule.of("nobody", List.of(), new Action.Refuse(Optional.of(message)))));
  }
}
