package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads one template text from left to right. Used once. */
final class TemplateCompiler {

  private final String source;
  private final List<Template.Part> parts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int placeholders;

  TemplateCompiler(String source) {
    this.source = source;
  }

  Template.Compilation compile() {
    if (source.isEmpty() || source.length() > Template.MAX_LENGTH) {
      return new Template.Faulty(List.of("A template has 1 to 256 characters."));
    }
    int at = 0;
    while (at < source.length()) {
      at = readFrom(at);
    }
    endLiteral();
    if (placeholders > Template.MAX_PLACEHOLDERS) {
      problems.add("A template has at most 16 placeholders.");
    }
    return problems.isEmpty()
        ? new Template.Compiled(new Template(source, parts))
        : new Template.Faulty(problems);
  }

  /** Reads one character, escape or placeholder and returns where the next one begins. */
  private int readFrom(int at) {
    char c = source.charAt(at);
    if (c != '{' && c != '}') {
      if (Character.isISOControl(c)) {
        problems.add("There is a control character at position " + (at + 1) + ".");
      }
      literal.append(c);
      return at + 1;
    }
    if (source.startsWith(c == '{' ? "{{" : "}}", at)) {
      literal.append(c);
      return at + 2;
    }
    if (c == '}') {
      problems.add("There is a } without a { at position " + (at + 1) + "; write }} for a brace.");
      return at + 1;
    }
    int end = source.indexOf('}', at);
    if (end < 0) {
      problems.add("There is a { without a } at position " + (at + 1) + "; write {{ for a brace.");
      return source.length();
    }
    placeholder(source.substring(at + 1, end));
    return end + 1;
  }

  private void placeholder(String text) {
    placeholders++;
    String[] names = text.split("\\.", -1);
    List<Filter> filters = new ArrayList<>();
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      Filter.parse(name)
          .ifPresentOrElse(
              filters::add, () -> problems.add("There is no filter named \"" + name + "\"."));
    }
    Field.parse(names[0])
        .ifPresentOrElse(
            field -> {
              endLiteral();
              parts.add(new Template.Placeholder(field, List.copyOf(filters)));
            },
            () -> problems.add("There is no field named \"" + names[0] + "\"."));
  }

  private void endLiteral() {
    if (literal.length() > 0) {
      parts.add(new Template.Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
