package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of someone for whom no rule gave one; described at {@link AttributeRules}. */
final class DefaultNames {

  private static final String GIVEN_NAME = "Guest";
  private static final String SURNAME = "User";

  private DefaultNames() {}

  static String givenName(FieldReader person) {
    return usable(person.single(Field.Known.GIVEN_NAME))
        .or(() -> usable(displayNameWords(person).stream().findFirst()))
        .or(() -> usable(localPieces(person).stream().findFirst()))
        .orElse(GIVEN_NAME);
  }

  static String surname(FieldReader person) {
    return usable(person.single(Field.Known.SURNAME))
        .or(() -> usable(lastOfSeveral(displayNameWords(person))))
        .or(() -> usable(lastOfSeveral(localPieces(person))))
        .orElse(SURNAME);
  }

  private static Optional<String> usable(Optional<String> name) {
    return name.flatMap(SafeName::of);
  }

  /** The words of a display name that is usable as a whole. */
  private static List<String> displayNameWords(FieldReader person) {
    return usable(person.single(Field.Known.DISPLAY_NAME)).map(NameWords::of).orElse(List.of());
  }

  private static List<String> localPieces(FieldReader person) {
    return person
        .single(Field.Known.MAIL)
        .or(() -> person.single(Field.Known.SIGN_IN_NAME))
        .map(SafeName::withoutPrefix)
        .flatMap(Filter.LOCAL::apply)
        .filter(local -> local.indexOf('#') < 0)
        .map(DefaultNames::pieces)
        .orElse(List.of());
  }

  /** The capitalised pieces before a plus sign that hold a letter. */
  private static List<String> pieces(String local) {
    int plus = local.indexOf('+');
    List<String> pieces = new ArrayList<>();
    for (String piece : (plus < 0 ? local : local.substring(0, plus)).split("[._-]+")) {
      if (piece.chars().anyMatch(Character::isLetter)) {
        pieces.add(piece.substring(0, 1).toUpperCase(Locale.ROOT) + piece.substring(1));
      }
    }
    return pieces;
  }

  private static Optional<String> lastOfSeveral(List<String> words) {
    return words.size() < 2 ? Optional.empty() : Optional.of(words.get(words.size() - 1));
  }
}
