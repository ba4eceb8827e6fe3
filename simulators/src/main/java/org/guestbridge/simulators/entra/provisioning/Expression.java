package org.guestbridge.simulators.entra.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute-mapping expression: {@code [attribute]}, {@code "text"} and these functions of
 * "Reference for writing expressions for attribute mappings": Append, Coalesce, IIF, Join, Mid,
 * Replace, SingleAppRoleAssignment, Switch, ToLower. Anything else is refused when it is read.
 */
public final class Expression {
  /** Source attributes that provisioning cannot read (known issues of provisioning). */
  private static final Set<String> UNAVAILABLE = Set.of("usertype", "samaccountname");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "append",
          "coalesce",
          "iif",
          "join",
          "mid",
          "replace",
          "singleapproleassignment",
          "switch",
          "tolower");
  private static final int MAXIMUM_LENGTH = 10_000;

  /** A part of an expression. */
  private sealed interface Node {
    record Attribute(String name) implements Node {}

    record Text(@Nullable String value) implements Node {}

    record Call(String function, List<Node> arguments) implements Node {}

    record Equal(Node left, Node right, boolean negated) implements Node {}
  }

  private final Node root;
  private final String text;

  private Expression(Node root, String text) {
    this.root = root;
    this.text = text;
  }

  /** An attribute without a function. */
  public static Expression attribute(String name) {
    return parse("[" + name + "]");
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when it is malformed, too long, or uses what is not available
   */
  public static Expression parse(String text) {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("an expression has 10,000 characters at most");
    }
    Parser parser = new Parser(text);
    Node root = parser.expression();
    parser.end();
    return new Expression(root, text);
  }

  /**
   * The value for a user.
   *
   * @param source attributes by name
   * @return null where the target attribute is not to be provisioned
   */
  public @Nullable String value(Map<String, ? extends @Nullable Object> source) {
    return evaluate(root, source);
  }

  /** True when the expression is a Switch whose source is none of these attributes. */
  boolean isSwitchUntouchedBy(Set<String> changed) {
    return root instanceof Node.Call call
        && call.function().equals("switch")
        && call.arguments().get(0) instanceof Node.Attribute attribute
        && !changed.contains(attribute.name());
  }

  @Override
  public String toString() {
    return text;
  }

  private static @Nullable String evaluate(Node node, Map<String, ?> source) {
    if (node instanceof Node.Text constant) {
      return constant.value();
    }
    if (node instanceof Node.Attribute attribute) {
      Object value = source.get(attribute.name());
      return value == null ? null : value.toString();
    }
    if (node instanceof Node.Equal equal) {
      String left = evaluate(equal.left(), source);
      String right = evaluate(equal.right(), source);
      boolean same = left != null && right != null && left.equalsIgnoreCase(right);
      return same == equal.negated() ? "false" : "true";
    }
    Node.Call call = (Node.Call) node;
    List<@Nullable String> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(evaluate(argument, source)));
    return call(call.function(), arguments);
  }

  private static @Nullable String call(String function, List<@Nullable String> arguments) {
    @Nullable String first = arguments.get(0);
    return switch (function) {
      case "append" -> first == null ? null : first + orEmpty(arguments.get(1));
      case "coalesce" -> coalesce(arguments);
      case "iif" -> arguments.get("true".equals(first) ? 1 : 2);
      case "join" -> join(orEmpty(first), arguments.subList(1, arguments.size()));
      case "mid" ->
          first == null ? null : mid(first, number(arguments.get(1)), number(arguments.get(2)));
      case "replace" -> replace(arguments);
      case "switch" -> choose(first, arguments);
      case "tolower" -> first == null ? null : first.toLowerCase(Locale.ROOT);
      default -> first;
    };
  }

  private static @Nullable String coalesce(List<@Nullable String> arguments) {
    for (String each : arguments) {
      if (each != null && !each.isEmpty()) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable String join(String separator, List<@Nullable String> arguments) {
    List<String> parts = new ArrayList<>();
    for (String each : arguments) {
      if (each != null) {
        parts.add(each);
      }
    }
    return parts.isEmpty() ? null : String.join(separator, parts);
  }

  /** Switch(source, otherwise, key, value, key, value…). */
  private static @Nullable String choose(
      @Nullable String source, List<@Nullable String> arguments) {
    for (int key = 2; key + 1 < arguments.size(); key += 2) {
      if (source != null && source.equalsIgnoreCase(orEmpty(arguments.get(key)))) {
        return arguments.get(key + 1);
      }
    }
    return arguments.get(1);
  }

  private static String mid(String text, int start, int length) {
    int from = Math.min(text.length(), Math.max(0, start - 1));
    return text.substring(from, Math.min(text.length(), from + length));
  }

  /** Replace(source, old, regex, group, replacement, replacementAttribute, template). */
  private static @Nullable String replace(List<@Nullable String> all) {
    List<@Nullable String> arguments = new ArrayList<>(all);
    while (arguments.size() < 7) {
      arguments.add(null);
    }
    String source = arguments.get(0);
    String old = arguments.get(1);
    String regex = arguments.get(2);
    String group = arguments.get(3);
    String replacement = arguments.get(4) != null ? arguments.get(4) : arguments.get(5);
    String template = arguments.get(6);
    if (source == null) {
      return null;
    }
    if (template != null && old != null) {
      return template.replace(old, source);
    }
    if (old != null) {
      return source.replace(old, orEmpty(replacement));
    }
    if (regex == null) {
      return source;
    }
    Matcher matcher = Pattern.compile(regex).matcher(source);
    if (group == null) {
      return matcher.replaceAll(Matcher.quoteReplacement(orEmpty(replacement)));
    }
    if (!matcher.find()) {
      return source;
    }
    return source.substring(0, matcher.start(group))
        + orEmpty(replacement)
        + source.substring(matcher.end(group));
  }

  private static int number(@Nullable String text) {
    return Integer.parseInt(orEmpty(text));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Node expression() {
      Node left = operand();
      skip();
      boolean negated = text.startsWith("<>", at);
      if (!negated && !text.startsWith("=", at)) {
        return left;
      }
      at += negated ? 2 : 1;
      return new Node.Equal(left, operand(), negated);
    }

    void end() {
      skip();
      if (at < text.length()) {
        throw new IllegalArgumentException("not understood: " + text.substring(at));
      }
    }

    private Node operand() {
      skip();
      char next = at < text.length() ? text.charAt(at) : ')';
      if (next == '[') {
        return attribute(until(']'));
      }
      if (next == '"') {
        return new Node.Text(until('"'));
      }
      if (next == ',' || next == ')') {
        return new Node.Text(null);
      }
      if (Character.isDigit(next)) {
        return new Node.Text(word());
      }
      String function = word().toLowerCase(Locale.ROOT);
      skip();
      if (!FUNCTIONS.contains(function) || at >= text.length() || text.charAt(at) != '(') {
        throw new IllegalArgumentException("not available: " + function + " in " + text);
      }
      List<Node> arguments = new ArrayList<>();
      do {
        at++;
        arguments.add(expression());
        skip();
      } while (at < text.length() && text.charAt(at) == ',');
      if (at >= text.length() || text.charAt(at) != ')') {
        throw new IllegalArgumentException("a bracket is missing in " + text);
      }
      at++;
      return new Node.Call(function, List.copyOf(arguments));
    }

    private Node attribute(String name) {
      if (UNAVAILABLE.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("not available as a source attribute: " + name);
      }
      return new Node.Attribute(name);
    }

    private String until(char close) {
      int end = text.indexOf(close, at + 1);
      if (end < 0) {
        throw new IllegalArgumentException("no " + close + " in " + text);
      }
      String inner = text.substring(at + 1, end);
      at = end + 1;
      return inner;
    }

    private String word() {
      int start = at;
      while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skip() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
