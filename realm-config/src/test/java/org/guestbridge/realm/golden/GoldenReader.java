package org.guestbridge.realm.golden;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one corpus file strictly: a key that is not known is an error, never ignored. */
final class GoldenReader {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private final String file;
  private final Map<String, Map<String, Object>> people = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  GoldenReader(String file) {
    this.file = file;
  }

  GoldenFile read(InputStream in) throws IOException {
    Map<String, Object> root = YAML.readValue(in, TREE);
    allow(root, Set.of("about", "domains", "upstream", "downstream", "rules", "people", "cases"));
    map(root.get("people")).forEach((name, claims) -> people.put(name, person(name, claims)));
    List<Step> steps = list(root.get("cases")).stream().map(item -> step(map(item))).toList();
    GoldenRealm realm =
        new GoldenRealm(
            map(root.get("domains")),
            map(root.getOrDefault("upstream", Map.of())),
            map(root.getOrDefault("downstream", Map.of())),
            list(root.get("rules")));
    return new GoldenFile(file, text(root, "about"), realm, steps);
  }

  private Map<String, Object> person(String name, @Nullable Object claims) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tid", GoldenCorpus.TENANT);
    all.putAll(map(claims));
    if (!all.containsKey("oid")) {
      throw fault("the person " + name + " has no oid");
    }
    return all;
  }

  private Step step(Map<String, Object> step) {
    for (Step.Action action : Step.Action.values()) {
      if (step.containsKey(action.text())) {
        allow(step, Set.of(action.text()));
        String person = known(text(step, action.text()));
        return new Step.Order(action.text() + " " + person, action, person);
      }
    }
    return signIn(step);
  }

  private Step.SignIn signIn(Map<String, Object> step) {
    allow(step, Set.of("name", "who", "with", "released", "refused", "explain"));
    String name = text(step, "name");
    if (!names.add(name)) {
      throw fault("two cases are called " + name);
    }
    if (step.containsKey("released") == step.containsKey("refused")) {
      throw fault(name + " is either released or refused");
    }
    String who = known(text(step, "who"));
    Map<String, Object> claims = new LinkedHashMap<>(people.getOrDefault(who, Map.of()));
    map(step.getOrDefault("with", Map.of()))
        .forEach((claim, value) -> change(claims, claim, value));
    Expected expected =
        step.containsKey("released")
            ? released(map(step.get("released")))
            : refused(step.get("refused"));
    Optional<List<String>> reasons =
        Optional.ofNullable(step.get("explain")).map(GoldenReader::texts);
    return new Step.SignIn(name, who, claims, expected, reasons);
  }

  private String known(String person) {
    if (!people.containsKey(person)) {
      throw fault("nobody is called " + person);
    }
    return person;
  }

  private void change(Map<String, Object> claims, String claim, @Nullable Object value) {
    if (claim.equals("oid")) {
      throw fault("another oid is another person");
    }
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
  }

  private Expected released(Map<String, Object> released) {
    allow(released, Set.of("address", "givenName", "surname", "groups", "rule"));
    return new Expected.Released(
        text(released, "address"),
        text(released, "givenName"),
        text(released, "surname"),
        texts(released.getOrDefault("groups", List.of())),
        Optional.of(text(released, "rule")));
  }

  private Expected refused(@Nullable Object refused) {
    if (refused instanceof String code) {
      return new Expected.Refused(code, Optional.empty(), Optional.empty());
    }
    Map<String, Object> entries = map(refused);
    allow(entries, Set.of("code", "message", "rule"));
    return new Expected.Refused(
        text(entries, "code"),
        Optional.ofNullable(entries.get("message")).map(String::valueOf),
        Optional.ofNullable(entries.get("rule")).map(String::valueOf));
  }

  private void allow(Map<String, Object> entries, Set<String> keys) {
    entries.keySet().stream()
        .filter(key -> !keys.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw fault("unknown key " + key);
            });
  }

  private String text(Map<String, Object> entries, String key) {
    if (entries.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw fault("no text under " + key + " in " + entries);
  }

  private Map<String, Object> map(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> entries)) {
      throw fault("no mapping: " + value);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
    return map;
  }

  private List<Object> list(@Nullable Object value) {
    if (!(value instanceof List<?> items)) {
      throw fault("no list: " + value);
    }
    return new ArrayList<>(items);
  }

  private static List<String> texts(Object value) {
    return ((List<?>) value).stream().map(String::valueOf).toList();
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException(file + ".yaml: " + what);
  }
}
