package org.guestbridge.app.doctor;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressSource;
import org.guestbridge.core.rules.Field;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;

/** Which claims of a token the conditions and addresses of rules read. */
final class RuleClaims {

  private RuleClaims() {}

  /**
   * The names of the claims read by rules that may apply to an account of {@code kind}, in order.
   * Templates are not looked into: what they lack, the decision shows.
   */
  static Set<String> readFor(RuleSet rules, AccountKind kind) {
    Set<String> names = new TreeSet<>();
    rules.rules().stream()
        .filter(rule -> mayApply(rule, kind))
        .flatMap(RuleClaims::of)
        .forEach(names::add);
    return names;
  }

  private static boolean mayApply(Rule rule, AccountKind kind) {
    return rule.when().stream()
        .noneMatch(when -> when instanceof Matcher.Account of && of.kind() != kind);
  }

  private static Stream<String> of(Rule rule) {
    Stream<String> conditions =
        rule.when().stream()
            .flatMap(
                when -> when instanceof Matcher.Text text ? claim(text.field()) : Stream.empty());
    Stream<String> address =
        rule.then() instanceof Action.PassThrough passThrough
            ? Stream.of(claim(passThrough.address()))
            : Stream.empty();
    return Stream.concat(conditions, address);
  }

  private static String claim(AddressSource source) {
    return switch (source) {
      case UPN -> "upn";
      case VERIFIED_PRIMARY_EMAIL -> "verified_primary_email";
    };
  }

  private static Stream<String> claim(Field field) {
    if (field instanceof Field.Claim claim) {
      return Stream.of(claim.name());
    }
    return switch ((Field.Known) field) {
      case MAIL, MAIL_DOMAIN -> Stream.of("email");
      case SIGN_IN_NAME -> Stream.of("preferred_username");
      case UPN -> Stream.of("upn");
      case IDP, HOME_TENANT -> Stream.of("idp");
      case DISPLAY_NAME -> Stream.of("name");
      case GIVEN_NAME -> Stream.of("given_name");
      case SURNAME -> Stream.of("family_name");
      case ACCOUNT -> Stream.empty();
    };
  }
}
