package org.guestbridge.core.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.identity.VerifiedIdentity;

/**
 * A text with placeholders, compiled once: {@code {field}}, {@code {field.filter}}, {@code
 * {claim:NAME.filter.filter}}.
 *
 * <p>Fields: {@code mail}, {@code signInName}, {@code upn}, {@code idp}, {@code homeTenant}, {@code
 * account}, {@code displayName}, {@code givenName}, {@code surname}, {@code claim:NAME}.
 *
 * <p>Filters, applied left to right: {@code local} (before the {@code @}), {@code domain} (after
 * it), {@code first} and {@code last} (word outside parentheses), {@code lower}, {@code upper},
 * {@code slug} ({@code a-z 0-9} and single hyphens), {@code hash8} (first eight hexadecimal
 * characters of SHA-256; tells apart, does not hide).
 *
 * <p>A brace is written twice to stand for itself. A value is inserted as it is and never expanded
 * again. What comes out is untrusted text.
 */
public final class Template {

  /** Longest template, in characters. */
  public static final int MAX_LENGTH = 256;

  /** Most placeholders in one template. */
  public static final int MAX_PLACEHOLDERS = 16;

  /** Longest result, in characters; what is over is cut off. */
  public static final int MAX_RESULT_LENGTH = 1_024;

  /** A piece of a compiled template. */
  sealed interface Part permits Literal, Placeholder {}

  record Literal(String text) implements Part {}

  record Placeholder(Field field, List<Filter> filters) implements Part {}

  private final String source;
  private final List<Part> parts;

  Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /** What came of compiling a text. */
  public sealed interface Compilation {

    /** Applies the function of the case that holds. */
    default <T> T fold(Function<Template, T> compiled, Function<List<String>, T> faulty) {
      return this instanceof Compiled outcome
          ? compiled.apply(outcome.template())
          : faulty.apply(((Faulty) this).problems());
    }
  }

  /**
   * The text is a template.
   *
   * @param template it
   */
  public record Compiled(Template template) implements Compilation {}

  /**
   * The text is not a template.
   *
   * @param problems everything that is wrong, one sentence each; not empty
   */
  public record Faulty(List<String> problems) implements Compilation {
    public Faulty {
      problems = List.copyOf(problems);
    }
  }

  /** Compiles {@code source}, finding every problem at once. */
  public static Compilation compile(String source) {
    return new TemplateCompiler(source).compile();
  }

  /**
   * The text for {@code identity}; empty when a placeholder's field has no value or several, or
   * when a filter has nothing to give.
   */
  public Optional<String> evaluate(VerifiedIdentity identity) {
    return evaluate(new FieldReader(identity));
  }

  Optional<String> evaluate(FieldReader person) {
    StringBuilder result = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        result.append(literal.text());
      } else {
        Optional<String> value = valueOf((Placeholder) part, person);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        result.append(value.get());
      }
    }
    return Optional.of(TextLimit.cut(result.toString(), MAX_RESULT_LENGTH));
  }

  private static Optional<String> valueOf(Placeholder placeholder, FieldReader person) {
    Optional<String> value = person.single(placeholder.field());
    for (Filter filter : placeholder.filters()) {
      value = value.flatMap(filter::apply);
    }
    return value;
  }

  /** Whether it has no placeholder, so that it gives everybody the same text. */
  public boolean isConstant() {
    return parts.stream().noneMatch(Placeholder.class::isInstance);
  }

  /** The text it was compiled from. */
  public String source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && source.equals(template.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
