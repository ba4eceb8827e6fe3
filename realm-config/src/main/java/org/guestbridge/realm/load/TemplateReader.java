package org.guestbridge.realm.load;

import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.Field;
import org.guestbridge.core.rules.Template;
import org.guestbridge.realm.document.Node;

/** Reads templates. */
final class TemplateReader {

  private TemplateReader() {}

  /** A template with at least one placeholder: the same text for everybody tells nobody apart. */
  static Optional<Template> read(Node node) {
    return node.text().flatMap(text -> compile(text, node));
  }

  /** A template, or a field's name alone for the template that is that field. */
  static Optional<Template> fieldOrTemplate(Node node) {
    return node.text()
        .flatMap(
            text -> compile(Field.parse(text).map(field -> "{" + text + "}").orElse(text), node));
  }

  private static Optional<Template> compile(String source, Node node) {
    return Template.compile(source)
        .fold(
            template ->
                template.isConstant()
                    ? node.refuse(
                        Code.REALM_TEMPLATE_INVALID, "Write a template with at least one {field}.")
                    : Optional.of(template),
            faults -> {
              faults.forEach(fault -> node.report(Code.REALM_TEMPLATE_INVALID, fault));
              return Optional.empty();
            });
  }
}
