package org.guestbridge.realm.load;

import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AttributeRules;
import org.guestbridge.core.rules.Template;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads where a rule takes names from. */
final class NamesReader {

  private NamesReader() {}

  static Optional<AttributeRules> read(Section section) {
    Optional<List<Template>> givenName =
        section.optional("givenname").flatMap(NamesReader::templates);
    Optional<List<Template>> surname = section.optional("surname").flatMap(NamesReader::templates);
    return section.finish(
        () -> new AttributeRules(givenName.orElse(List.of()), surname.orElse(List.of())));
  }

  private static Optional<List<Template>> templates(Node node) {
    return node.isText()
        ? TemplateReader.fieldOrTemplate(node).map(List::of)
        : node.section().flatMap(NamesReader::firstOf);
  }

  private static Optional<List<Template>> firstOf(Section section) {
    Optional<List<Template>> templates = section.required("firstOf").flatMap(NamesReader::list);
    return section.finish(templates::orElseThrow);
  }

  private static Optional<List<Template>> list(Node node) {
    Optional<List<Node>> items = node.items();
    int count = items.map(List::size).orElse(1);
    if (count < 1 || count > AttributeRules.MAX_TEMPLATES) {
      return node.refuse(Code.REALM_VALUE_INVALID, "List 1 to 16 templates.");
    }
    return items.map(
        nodes ->
            nodes.stream().flatMap(item -> TemplateReader.fieldOrTemplate(item).stream()).toList());
  }
}
