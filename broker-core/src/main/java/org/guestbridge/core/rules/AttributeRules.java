package org.guestbridge.core.rules;

import java.util.List;
import java.util.Optional;

/**
 * Where the released names come from: the first template that gives a usable name, else the
 * defaults.
 *
 * <p>A name is usable when something is left after control and format characters are removed, white
 * space is collapsed, a prefix {@code live.com#}, {@code mail#} or {@code google.com#} is stripped
 * and it is cut to 128 characters, and when it holds neither an {@code @} (in any Unicode form) nor
 * {@code #EXT#}: an upstream address is never released as a name.
 *
 * <p>Defaults, in order. Given name: {@code givenName}; the first word of {@code displayName}
 * outside parentheses; the first piece of the local part of {@code mail} or {@code signInName};
 * {@code Guest}. Surname: {@code surname}; the last of several such words; the last of several such
 * pieces; {@code User}.
 *
 * @param givenName templates tried in order, at most 16
 * @param surname templates tried in order, at most 16
 */
public record AttributeRules(List<Template> givenName, List<Template> surname) {

  /** Only the defaults. */
  public static final AttributeRules DEFAULTS = new AttributeRules(List.of(), List.of());

  /** Most templates for one name. */
  public static final int MAX_TEMPLATES = 16;

  public AttributeRules {
    givenName = List.copyOf(givenName);
    surname = List.copyOf(surname);
    if (givenName.size() > MAX_TEMPLATES || surname.size() > MAX_TEMPLATES) {
      throw new IllegalArgumentException("more than 16 templates for one name");
    }
  }

  ReleasedNames names(FieldReader person) {
    return new ReleasedNames(
        firstOf(givenName, person).orElseGet(() -> DefaultNames.givenName(person)),
        firstOf(surname, person).orElseGet(() -> DefaultNames.surname(person)));
  }

  private static Optional<String> firstOf(List<Template> templates, FieldReader person) {
    return templates.stream()
        .flatMap(template -> template.evaluate(person).stream())
        .flatMap(name -> SafeName.of(name).stream())
        .findFirst();
  }
}
