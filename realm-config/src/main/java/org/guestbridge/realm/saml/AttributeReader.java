package org.guestbridge.realm.saml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.SamlAttributes;
import org.guestbridge.realm.SamlUpstream.Kind;

/** Reads attributes by the names that the realm gives; one that must be single has one value. */
final class AttributeReader {

  private final Map<String, List<String>> attributes;

  AttributeReader(Map<String, List<String>> attributes) {
    this.attributes = attributes;
  }

  /** The one value as it stands. */
  Optional<String> exact(String name) throws RefusalException {
    List<String> values = attributes.getOrDefault(name, List.of());
    if (values.size() > 1) {
      // Never the name: a realm may call an attribute after a person.
      throw new RefusalException(
          Code.ASSERTION_ATTRIBUTES, "an attribute that must be single has several values");
    }
    return values.stream().findFirst();
  }

  Profile profile(Kind.Generic kind) throws RefusalException {
    SamlAttributes names = kind.attributes();
    return new Profile(
        text(names.mail()).flatMap(EmailAddress::parse),
        false,
        text(names.signInName()),
        Optional.empty(),
        List.of(),
        text(names.displayName()),
        text(names.givenName()),
        text(names.surname()),
        PersonGroups.of(values(names.groups()), true),
        values(names.roles()),
        others(kind));
  }

  private Optional<String> text(Optional<String> name) throws RefusalException {
    return name.isEmpty()
        ? Optional.empty()
        : exact(name.get()).map(String::strip).filter(text -> !text.isEmpty());
  }

  private Set<String> values(Optional<String> name) {
    return name.map(each -> Set.copyOf(attributes.getOrDefault(each, List.of()))).orElse(Set.of());
  }

  private Map<String, List<String>> others(Kind.Generic kind) {
    SamlAttributes names = kind.attributes();
    Map<String, List<String>> others = new HashMap<>(attributes);
    Stream.of(
            kind.subjectAttribute(),
            names.mail(),
            names.signInName(),
            names.displayName(),
            names.givenName(),
            names.surname(),
            names.groups(),
            names.roles())
        .flatMap(Optional::stream)
        .forEach(others::remove);
    others.values().removeIf(List::isEmpty);
    return others;
  }
}
