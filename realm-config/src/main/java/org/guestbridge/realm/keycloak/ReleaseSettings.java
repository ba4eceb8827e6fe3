package org.guestbridge.realm.keycloak;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.SamlServiceProvider;

/**
 * What the attribute mapper of a client is configured with: which attributes are sent, by which
 * names, and which groups.
 *
 * @param names the attributes by name; one without a name is not sent
 * @param groups the group names that may be sent; every group when absent, none when empty
 */
public record ReleaseSettings(AttributeNames names, Optional<Set<String>> groups) {

  /** Key: the name of the given name's attribute; not sent without. */
  public static final String GIVEN_NAME = "attribute.givenname";

  /** Key: the name of the surname's attribute; not sent without. */
  public static final String SURNAME = "attribute.surname";

  /** Key: the name of the released address's attribute; not sent without. */
  public static final String EMAIL_ADDRESS = "attribute.emailaddress";

  /** Key: the name of the immutable id's attribute; not sent without. */
  public static final String INTERNAL_ID = "attribute.internalId";

  /** Key: the name of the groups' attribute; not sent without. */
  public static final String GROUPS = "attribute.groups";

  /** Key: {@code uri}, {@code basic} or {@code unspecified}; by the name's look without. */
  public static final String NAME_FORMAT = "attribute.nameFormat";

  /**
   * Key: the group names that may be sent, separated by line feeds; every group without, none when
   * {@link #NO_GROUP}.
   */
  public static final String ALLOWED_GROUPS = "groups.allowed";

  /** Stands for no group at all: Keycloak may drop an empty value. */
  public static final String NO_GROUP = "\n";

  public ReleaseSettings {
    groups = groups.map(Set::copyOf);
  }

  /** The settings of a downstream. */
  public static ReleaseSettings of(SamlServiceProvider downstream) {
    return new ReleaseSettings(downstream.attributes(), downstream.release().groups());
  }

  /**
   * Reads a mapper's configuration.
   *
   * @param config as Keycloak keeps it; keys that are not ours are left alone
   * @throws IllegalArgumentException when a value is none that {@link #toConfig} writes
   */
  public static ReleaseSettings read(Map<String, String> config) {
    AttributeNames names =
        new AttributeNames(
            name(config, GIVEN_NAME),
            name(config, SURNAME),
            name(config, EMAIL_ADDRESS),
            name(config, INTERNAL_ID),
            name(config, GROUPS),
            Optional.ofNullable(config.get(NAME_FORMAT)).map(ReleaseSettings::format));
    if (names.hasRepeats()) {
      throw new IllegalArgumentException("two attributes have the same name");
    }
    return new ReleaseSettings(
        names, Optional.ofNullable(config.get(ALLOWED_GROUPS)).map(ReleaseSettings::groups));
  }

  /** A mapper's configuration, sorted. */
  public Map<String, String> toConfig() {
    Map<String, String> config = new TreeMap<>();
    names.givenName().ifPresent(name -> config.put(GIVEN_NAME, name));
    names.surname().ifPresent(name -> config.put(SURNAME, name));
    names.emailAddress().ifPresent(name -> config.put(EMAIL_ADDRESS, name));
    names.internalId().ifPresent(name -> config.put(INTERNAL_ID, name));
    names.groups().ifPresent(name -> config.put(GROUPS, name));
    names.format().ifPresent(format -> config.put(NAME_FORMAT, spelled(format)));
    groups.ifPresent(
        allowed ->
            config.put(
                ALLOWED_GROUPS,
                allowed.isEmpty()
                    ? NO_GROUP
                    : String.join("\n", allowed.stream().sorted().toList())));
    return config;
  }

  private static Optional<String> name(Map<String, String> config, String key) {
    return Optional.ofNullable(config.get(key)).filter(name -> !name.isBlank());
  }

  private static AttributeNames.Format format(String text) {
    return Arrays.stream(AttributeNames.Format.values())
        .filter(each -> spelled(each).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a format of attribute names"));
  }

  private static String spelled(AttributeNames.Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static Set<String> groups(String text) {
    Set<String> groups = new LinkedHashSet<>();
    text.lines().filter(line -> !line.isBlank()).forEach(groups::add);
    return groups;
  }
}
