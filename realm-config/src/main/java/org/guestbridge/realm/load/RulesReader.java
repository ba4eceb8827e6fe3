package org.guestbridge.realm.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AttributeRules;
import org.guestbridge.core.rules.GroupRules;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads {@code rules} and finds the rules that can never be reached. */
final class RulesReader {

  private static final List<String> ACTIONS = List.of("alias", "passThrough", "refuse");

  private final Optional<AddressDomains> domains;
  private final ActionReader actions;
  private final Set<String> names = new HashSet<>();
  private Optional<String> catchAll = Optional.empty();

  /** A reader for one realm; {@code domains} is empty when they could not be read. */
  RulesReader(Optional<AddressDomains> domains) {
    this.domains = domains;
    this.actions = new ActionReader(domains);
  }

  Optional<RuleSet> read(Node node) {
    Optional<List<Node>> items = node.items();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    int count = items.get().size();
    if (count > RuleSet.MAX_RULES) {
      return node.refuse(Code.REALM_OVERSIZED, "Write at most 1,000 rules.");
    }
    if (count == 0) {
      return node.refuse(Code.REALM_VALUE_INVALID, "Without a rule everybody is refused.");
    }
    List<Rule> rules = new ArrayList<>(count);
    for (Node item : items.get()) {
      item.section().flatMap(this::rule).ifPresent(rules::add);
    }
    return rules.size() == count
        ? domains.map(known -> RuleSet.of(known, rules))
        : Optional.empty();
  }

  private Optional<Rule> rule(Section section) {
    Optional<String> name = section.required("name").flatMap(this::name);
    noteReach(section, name);
    Optional<List<Matcher>> when =
        section.optional("when").flatMap(Node::section).flatMap(WhenReader::read);
    Optional<Action> action = action(section);
    Optional<AttributeRules> attributes =
        section.optional("attributes").flatMap(Node::section).flatMap(NamesReader::read);
    Optional<GroupRules> groups =
        section.optional("groups").flatMap(Node::section).flatMap(GroupsReader::read);
    Optional<Boolean> loginFirst = section.optional("loginFirst").flatMap(Node::flag);
    return section.finish(
        () ->
            new Rule(
                name.orElseThrow(),
                when.orElse(List.of()),
                action.orElseThrow(),
                attributes.orElse(AttributeRules.DEFAULTS),
                groups.orElse(GroupRules.NONE),
                loginFirst.orElse(false)));
  }

  private Optional<String> name(Node node) {
    Optional<String> name =
        node.text(
            text ->
                text.length() <= Rule.MAX_NAME_LENGTH
                        && text.chars().noneMatch(Character::isISOControl)
                    ? Optional.of(text)
                    : Optional.empty(),
            Code.REALM_VALUE_INVALID,
            "A name has 1 to 100 characters and no control characters.");
    return name.isEmpty() || names.add(name.get())
        ? name
        : node.refuse(Code.REALM_DUPLICATE, "Another rule has this name.");
  }

  private void noteReach(Section section, Optional<String> name) {
    catchAll.ifPresent(
        earlier ->
            section
                .node()
                .report(
                    Code.REALM_RULE_INVALID,
                    "The rule is never reached: \"" + earlier + "\" has no when."));
    if (catchAll.isEmpty() && !section.has("when")) {
      catchAll = Optional.of(name.orElse("the rule before"));
    }
  }

  private Optional<Action> action(Section section) {
    List<String> present = ACTIONS.stream().filter(section::has).toList();
    if (present.size() != 1) {
      section
          .node()
          .report(Code.REALM_RULE_INVALID, "A rule has one of passThrough, alias and refuse.");
    }
    Optional<Action> passThrough =
        section.optional("passThrough").flatMap(Node::section).flatMap(ActionReader::passThrough);
    Optional<Action> alias =
        section.optional("alias").flatMap(Node::section).flatMap(actions::alias);
    Optional<Action> refuse =
        section.optional("refuse").flatMap(Node::section).flatMap(ActionReader::refuse);
    if (present.contains("refuse")) {
      refuseReleases(section);
    }
    if (present.contains("passThrough")) {
      requireAccount(section, "internal", "passThrough");
    }
    if (present.contains("alias")) {
      requireAccount(section, "external", "alias");
    }
    return passThrough.or(() -> alias).or(() -> refuse);
  }

  private static void refuseReleases(Section section) {
    for (String key : List.of("attributes", "groups", "loginFirst")) {
      section
          .optional(key)
          .ifPresent(
              node ->
                  node.report(Code.REALM_RULE_INVALID, "A rule that refuses releases nothing."));
    }
  }

  /** Keeps guests off employees' addresses and employees off aliases, whatever else a rule says. */
  private static void requireAccount(Section section, String kind, String action) {
    Optional<Node> when = section.optional("when");
    boolean stated = when.isPresent() && when.get().holds("account", kind);
    if (!stated) {
      when.orElse(section.node())
          .report(
              Code.REALM_RULE_INVALID,
              "A rule with " + action + " says account: " + kind + " in its when.");
    }
  }
}
