package org.guestbridge.simulators.entra.provisioning;

import java.util.ArrayList;
import java.util.List;

/**
 * Which source goes into which attribute of a user, and by which attributes users are matched.
 *
 * @param rules in the order in which they are sent
 * @param matching target attributes, in their precedence
 */
public record AttributeMapping(List<Rule> rules, List<String> matching) {
  /** The computed value of {@code active} in every mapping. */
  static final String ACTIVE =
      "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")";

  /** One target attribute and its expression. */
  public record Rule(String target, Expression source) {}

  public AttributeMapping {
    rules = List.copyOf(rules);
    matching = List.copyOf(matching);
    if (matching.isEmpty()) {
      throw new IllegalArgumentException("at least one matching attribute is needed");
    }
  }

  /** Nothing is mapped yet but {@code active}; matching is by user name. */
  public static AttributeMapping empty() {
    return new AttributeMapping(
        List.of(new Rule("active", Expression.parse(ACTIVE))), List.of("userName"));
  }

  /** What a new application starts with; {@code externalId} comes from {@code mailNickname}. */
  public static AttributeMapping defaults() {
    return empty()
        .with("userName", "[userPrincipalName]")
        .with("externalId", "[mailNickname]")
        .with("displayName", "[displayName]")
        .with("emails[type eq \"work\"].value", "[mail]")
        .with("name.givenName", "[givenName]")
        .with("name.familyName", "[surname]")
        .with("title", "[jobTitle]")
        .with(
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "[department]");
  }

  /** What Atlassian's gallery application starts with: no externalId at all. */
  public static AttributeMapping atlassian() {
    return empty()
        .with("userName", "[userPrincipalName]")
        .with("name.givenName", "[givenName]")
        .with("name.familyName", "[surname]")
        .with("emails[type eq \"work\"].value", "[mail]");
  }

  /** The defaults with the object id as {@code externalId}, by which users are matched first. */
  public static AttributeMapping byObjectId() {
    return defaults().with("externalId", "[objectId]").matchedBy("externalId", "userName");
  }

  /** Maps an attribute, or maps it otherwise. */
  public AttributeMapping with(String target, String expression) {
    List<Rule> changed = new ArrayList<>(rules);
    Rule rule = new Rule(target, Expression.parse(expression));
    int known = -1;
    for (int index = 0; index < changed.size(); index++) {
      known = changed.get(index).target().equals(target) ? index : known;
    }
    if (known < 0) {
      changed.add(rule);
    } else {
      changed.set(known, rule);
    }
    return new AttributeMapping(changed, matching);
  }

  public AttributeMapping without(String target) {
    return new AttributeMapping(
        rules.stream().filter(rule -> !rule.target().equals(target)).toList(), matching);
  }

  public AttributeMapping matchedBy(String... targets) {
    return new AttributeMapping(rules, List.of(targets));
  }
}
