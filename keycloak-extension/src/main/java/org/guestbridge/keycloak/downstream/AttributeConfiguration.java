package org.guestbridge.keycloak.downstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.keycloak.ReleaseSettings;

/** The configuration of the attribute mapper, as an administrator wrote it. */
final class AttributeConfiguration {

  private static final List<String> NAMES =
      List.of(
          ReleaseSettings.GIVEN_NAME,
          ReleaseSettings.SURNAME,
          ReleaseSettings.EMAIL_ADDRESS,
          ReleaseSettings.INTERNAL_ID,
          ReleaseSettings.GROUPS);

  private static final int MAX_NAME = 256;

  private AttributeConfiguration() {}

  /**
   * What came of reading a configuration.
   *
   * @param settings the settings; empty when there are problems
   * @param problems all of them, each with the key as its pointer
   */
  record Read(Optional<ReleaseSettings> settings, List<Problem> problems) {}

  /** Reads a mapper's configuration. */
  static Read read(Map<String, String> config) {
    Map<String, String> written = withoutBlanks(config);
    List<Problem> problems = new ArrayList<>();
    List<String> names = NAMES.stream().map(written::get).filter(n -> n != null).toList();
    NAMES.stream()
        .filter(key -> !isLegal(written.getOrDefault(key, "absent")))
        .forEach(
            key ->
                problems.add(
                    problem(key, "a name has 1 to 256 visible characters and no at sign")));
    if (names.stream().distinct().count() < names.size()) {
      problems.add(problem("", "two attributes have the same name"));
    }
    if (names.isEmpty()) {
      problems.add(problem("", "no attribute has a name"));
    }
    String format = written.get(ReleaseSettings.NAME_FORMAT);
    if (format != null && !formats().contains(format)) {
      problems.add(
          problem(ReleaseSettings.NAME_FORMAT, "the format is one of " + formats() + ", or empty"));
    }
    return problems.isEmpty()
        ? new Read(Optional.of(ReleaseSettings.read(written)), List.of())
        : new Read(Optional.empty(), List.copyOf(problems));
  }

  /** The admin console stores a field that was left empty as an empty text. */
  private static Map<String, String> withoutBlanks(Map<String, String> config) {
    return config.entrySet().stream()
        .filter(entry -> entry.getValue() != null && !entry.getValue().isEmpty())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isLegal(String name) {
    return name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@');
  }

  static List<String> formats() {
    return Arrays.stream(AttributeNames.Format.values())
        .map(format -> format.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Problem problem(String key, String detail) {
    return new Problem(Code.KEYCLOAK_MAPPER_INVALID, key, detail);
  }
}
