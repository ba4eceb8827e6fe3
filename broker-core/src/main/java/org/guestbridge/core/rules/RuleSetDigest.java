package org.guestbridge.core.rules;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.guestbridge.core.text.CanonicalBytes;

/**
 * Names one version of the rules: SHA-256 over a flat list of texts in which every list is preceded
 * by its length and every alternative by its name, so that two rule sets share a digest only when
 * they decide alike.
 */
final class RuleSetDigest {

  private static final String VERSION = "rules-1";

  private final List<String> parts = new ArrayList<>();

  private RuleSetDigest() {}

  static String of(AddressDomains domains, List<Rule> rules) {
    RuleSetDigest digest = new RuleSetDigest();
    digest.add(VERSION);
    digest.addAll(new TreeSet<>(domains.passThrough()));
    digest.addAll(new TreeSet<>(domains.alias()));
    digest.add(rules.size());
    rules.forEach(digest::addRule);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(CanonicalBytes.of(digest.parts));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private void addRule(Rule rule) {
    add(rule.name());
    add(rule.when().size());
    rule.when().forEach(this::addMatcher);
    if (rule.loginFirst()) {
      add("after login");
    }
    addAction(rule.then());
    addAll(rule.attributes().givenName());
    addAll(rule.attributes().surname());
    if (rule.groups().readsNames() || !rule.groups().prefix().isEmpty()) {
      add("names");
      add(rule.groups().prefix());
      add(rule.groups().patterns().size());
      rule.groups().patterns().forEach(this::addPattern);
    }
    add(rule.groups().dropOthers());
    add(rule.groups().map().size());
    rule.groups()
        .map()
        .forEach(
            (upstream, downstream) -> {
              add(upstream);
              add(downstream);
            });
  }

  private void addPattern(GroupPattern pattern) {
    add(pattern.match().compiled().pattern());
    addAll(pattern.name().stream().toList());
  }

  private void addMatcher(Matcher matcher) {
    if (matcher instanceof Matcher.Account account) {
      add("account");
      add(account.kind());
    } else if (matcher instanceof Matcher.Group group) {
      add("group");
      addAll(new TreeSet<>(group.anyOf()));
    } else if (matcher instanceof Matcher.Role role) {
      add("role");
      addAll(new TreeSet<>(role.anyOf()));
    } else {
      Matcher.Text text = (Matcher.Text) matcher;
      add("text");
      add(text.field().text());
      addPredicate(text.predicate());
    }
  }

  private void addPredicate(Predicate predicate) {
    if (predicate instanceof Predicate.EqualTo equal) {
      add("equal");
      add(equal.value());
    } else if (predicate instanceof Predicate.In in) {
      add("in");
      addAll(new TreeSet<>(in.values()));
    } else if (predicate instanceof Predicate.DomainIs is) {
      add("domain");
      addAll(new TreeSet<>(is.domains()));
    } else if (predicate instanceof Predicate.DomainWithin within) {
      add("within");
      addAll(new TreeSet<>(within.domains()));
    } else {
      add("regex");
      add(((Predicate.Regex) predicate).compiled().pattern());
    }
  }

  private void addAction(Action action) {
    if (action instanceof Action.GiveAlias alias) {
      add("alias");
      add(alias.local());
      add(alias.domain());
      add(alias.onCollision());
    } else if (action instanceof Action.PassThrough passThrough) {
      add("pass");
      add(passThrough.address());
    } else {
      add("refuse");
      addAll(((Action.Refuse) action).message().stream().toList());
    }
  }

  private void addAll(Collection<?> values) {
    add(values.size());
    values.forEach(this::add);
  }

  private void add(Object value) {
    parts.add(value.toString());
  }
}
