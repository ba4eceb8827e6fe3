package org.guestbridge.keycloak.downstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.ReleasePolicy;

/**
 * The configuration of the attribute mapper.
 *
 * @param names the attributes' names; one without a name is not sent
 * @param release which groups may be sent
 */
record AttributeConfiguration(AttributeNames names, ReleasePolicy release) {

  static final String GIVEN_NAME = "attribute.givenName";
  static final String SURNAME = "attribute.surname";
  static final String EMAIL = "attribute.email";
  static final String INTERNAL_ID = "attribute.internalId";
  static final String GROUPS = "attribute.groups";
  static final String FORMAT = "attribute.format";
  static final String ALLOWED_GROUPS = "groups.allowed";

  /** What stands between the values of one configuration entry with several. */
  static final String SEPARATOR = "##";

  private static final List<String> KEYS =
      List.of(GIVEN_NAME, SURNAME, EMAIL, INTERNAL_ID, GROUPS, FORMAT, ALLOWED_GROUPS);

  private static final int MAX_NAME = 256;

  /**
   * What came of reading a configuration.
   *
   * @param configuration the configuration; empty when there are problems
   * @param problems all of them, each with the key as its pointer
   */
  record Read(Optional<AttributeConfiguration> configuration, List<Problem> problems) {}

  /** Reads a mapper's configuration, which an administrator wrote. */
  static Read read(Map<String, String> written) {
    List<Problem> problems = new ArrayList<>();
    written.keySet().stream()
        .filter(key -> key.startsWith("attribute.") || key.startsWith("groups."))
        .filter(key -> !KEYS.contains(key))
        .sorted()
        .forEach(key -> problems.add(problem(key, "this is no key of the mapper")));
    Map<String, Optional<String>> names = new LinkedHashMap<>();
    for (String key : List.of(GIVEN_NAME, SURNAME, EMAIL, INTERNAL_ID, GROUPS)) {
      names.put(key, name(written, key, problems::add));
    }
    Optional<AttributeNames.Format> format = format(written, problems::add);
    AttributeNames read =
        new AttributeNames(
            at(names, GIVEN_NAME),
            at(names, SURNAME),
            at(names, EMAIL),
            at(names, INTERNAL_ID),
            at(names, GROUPS),
            format);
    if (read.hasRepeats()) {
      problems.add(problem("", "two attributes have one name"));
    }
    ReleasePolicy release =
        new ReleasePolicy(
            Optional.ofNullable(written.get(ALLOWED_GROUPS)).map(AttributeConfiguration::values),
            Optional.empty());
    return problems.isEmpty()
        ? new Read(Optional.of(new AttributeConfiguration(read, release)), List.of())
        : new Read(Optional.empty(), List.copyOf(problems));
  }

  private static Optional<String> at(Map<String, Optional<String>> names, String key) {
    return names.getOrDefault(key, Optional.empty());
  }

  /** Keycloak's console stores a field that was left blank as an empty text. */
  private static Optional<String> name(
      Map<String, String> written, String key, Consumer<Problem> problems) {
    Optional<String> name = Optional.ofNullable(written.get(key)).filter(text -> !text.isEmpty());
    if (name.isPresent() && !isLegal(name.get())) {
      problems.accept(
          problem(key, "a name has 1 to 256 visible characters without spaces or an at sign"));
      return Optional.empty();
    }
    return name;
  }

  private static boolean isLegal(String name) {
    return name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@');
  }

  private static Optional<AttributeNames.Format> format(
      Map<String, String> written, Consumer<Problem> problems) {
    String text = written.getOrDefault(FORMAT, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<AttributeNames.Format> format =
        Arrays.stream(AttributeNames.Format.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst();
    if (format.isEmpty()) {
      problems.accept(problem(FORMAT, "the format is uri, basic or unspecified, or left out"));
    }
    return format;
  }

  private static Set<String> values(String text) {
    return text.isEmpty() ? Set.of() : Set.of(distinct(text));
  }

  private static String[] distinct(String text) {
    return Arrays.stream(text.split(SEPARATOR, -1)).distinct().toArray(String[]::new);
  }

  private static Problem problem(String key, String detail) {
    return new Problem(Code.KEYCLOAK_MAPPER_INVALID, key, detail);
  }
}
