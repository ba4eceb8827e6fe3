package org.guestbridge.realm.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Field;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;
import org.guestbridge.realm.oidc.OidcClaims;

/** Reads the conditions of one rule. */
final class WhenReader {

  private static final Map<String, AccountKind> KINDS = kinds();

  private static final Map<String, Field> FIELDS = fields();

  private WhenReader() {}

  static Optional<List<Matcher>> read(Section section) {
    List<Matcher> matchers = new ArrayList<>();
    section
        .optional("account")
        .flatMap(node -> node.oneOf(KINDS))
        .map(Matcher.Account::new)
        .ifPresent(matchers::add);
    FIELDS.forEach(
        (key, field) ->
            section
                .optional(key)
                .flatMap(node -> PredicateReader.read(field, node))
                .ifPresent(matchers::add));
    section.optional("claim").flatMap(Node::section).ifPresent(claims -> claims(claims, matchers));
    members(section, "role", Matcher.Role::new).ifPresent(matchers::add);
    members(section, "group", Matcher.Group::new).ifPresent(matchers::add);
    if (section.isEmpty()) {
      section.node().report(Code.REALM_VALUE_INVALID, "Leave out when to match everybody.");
    }
    if (matchers.size() > Rule.MAX_MATCHERS) {
      section.node().report(Code.REALM_OVERSIZED, "A rule has at most 32 conditions.");
    }
    return section.finish(() -> matchers);
  }

  private static void claims(Section claims, List<Matcher> matchers) {
    if (claims.isEmpty()) {
      claims.node().report(Code.REALM_VALUE_INVALID, "Name at least one claim.");
    }
    claims.members().forEach((name, node) -> claim(name, node).ifPresent(matchers::add));
  }

  private static Optional<Matcher> claim(String name, Node node) {
    Optional<Field> field = Field.parse("claim:" + name);
    if (field.isEmpty()) {
      return node.refuse(
          Code.REALM_VALUE_INVALID, "A claim's name has 1 to 128 characters A-Z a-z 0-9 _ -.");
    }
    if (OidcClaims.isReadElsewhere(name)) {
      return node.refuse(
          Code.REALM_RULE_INVALID,
          "This claim is no free claim; use account, idp, mail, signInName, upn, group or role.");
    }
    return PredicateReader.read(field.get(), node);
  }

  private static Optional<Matcher> members(
      Section section, String key, Function<Set<String>, Matcher> matcher) {
    return section.optional(key).flatMap(PredicateReader::values).map(matcher);
  }

  private static Map<String, AccountKind> kinds() {
    Map<String, AccountKind> kinds = new LinkedHashMap<>();
    kinds.put("internal", AccountKind.INTERNAL);
    kinds.put("external", AccountKind.EXTERNAL);
    return kinds;
  }

  private static Map<String, Field> fields() {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("idp", Field.Known.IDP);
    fields.put("homeTenant", Field.Known.HOME_TENANT);
    fields.put("mailDomain", Field.Known.MAIL_DOMAIN);
    fields.put("mail", Field.Known.MAIL);
    fields.put("signInName", Field.Known.SIGN_IN_NAME);
    fields.put("upn", Field.Known.UPN);
    return fields;
  }
}
