package org.guestbridge.realm.load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.Pages;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads {@code locales} and {@code messages}. */
final class PagesReader {

  private static final int MAX_LOCALES = 32;
  private static final int MAX_HELP = 500;

  private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

  private PagesReader() {}

  static Optional<Pages> read(Section root) {
    Optional<Node> localesNode = root.optional("locales");
    Optional<Node> messagesNode = root.optional("messages");
    Optional<List<Locale>> locales =
        localesNode.isEmpty()
            ? Optional.of(Pages.DEFAULTS.locales())
            : localesNode.flatMap(PagesReader::locales);
    Optional<Map<Locale, String>> help =
        messagesNode.isEmpty()
            ? Optional.of(Map.of())
            : messagesNode.flatMap(Node::section).flatMap(section -> help(section, locales));
    return locales.flatMap(offered -> help.map(texts -> new Pages(offered, texts)));
  }

  private static Optional<List<Locale>> locales(Node node) {
    Optional<List<Node>> items = node.items();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    if (items.get().isEmpty() || items.get().size() > MAX_LOCALES) {
      return node.refuse(Code.REALM_VALUE_INVALID, "List 1 to 32 locales.");
    }
    Set<Locale> seen = new HashSet<>();
    List<Locale> locales =
        items.get().stream().flatMap(item -> locale(item, seen).stream()).toList();
    return locales.size() == items.get().size() ? Optional.of(locales) : Optional.empty();
  }

  private static Optional<Locale> locale(Node item, Set<Locale> seen) {
    Optional<Locale> locale =
        item.text(
            PagesReader::parse, Code.REALM_VALUE_INVALID, "Give a language such as en or de-CH.");
    return locale.flatMap(
        tag ->
            seen.add(tag)
                ? Optional.of(tag)
                : item.refuse(Code.REALM_DUPLICATE, "The locale stands twice."));
  }

  private static Optional<Locale> parse(String tag) {
    return TAG.matcher(tag).matches() ? Optional.of(Locale.forLanguageTag(tag)) : Optional.empty();
  }

  private static Optional<Map<Locale, String>> help(
      Section section, Optional<List<Locale>> offered) {
    Map<Locale, String> texts = new HashMap<>();
    section
        .members()
        .forEach(
            (tag, node) -> {
              Locale locale = Locale.forLanguageTag(tag);
              if (offered.isPresent() && !offered.get().contains(locale)) {
                node.report(
                    Code.REALM_REFERENCE_UNKNOWN, "The language is not one of the locales.");
              }
              help(node).ifPresent(text -> texts.put(locale, text));
            });
    return section.finish(() -> texts);
  }

  private static Optional<String> help(Node node) {
    return node.text(
        text ->
            text.length() <= MAX_HELP && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(text)
                : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A message has 1 to 500 characters and no control characters.");
  }
}
