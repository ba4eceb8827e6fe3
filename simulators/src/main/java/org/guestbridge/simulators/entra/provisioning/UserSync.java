package org.guestbridge.simulators.entra.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.provisioning.ScimFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Brings one user to the target: matched, created, updated, disabled or deleted. Values that are
 * null are skipped, never cleared. A manager follows by {@link ManagerSync}.
 */
final class UserSync {
  private static final List<String> SCHEMAS =
      List.of(
          "urn:ietf:params:scim:schemas:core:2.0:User",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");

  private final Job job;
  private final Scope scope;
  private final Dialect dialect;

  UserSync(Job job, Scope scope, Dialect dialect) {
    this.job = job;
    this.scope = scope;
    this.dialect = dialect;
  }

  /**
   * Works on one user.
   *
   * @param changed the properties that changed since the last cycle; empty optional for all
   */
  void run(UUID id, Optional<Set<String>> changed) throws ScimFailure {
    Optional<Person> present = job.directory.find(id);
    Optional<Person> person = present.or(() -> job.directory.softDeleted(id));
    @Nullable Target target = job.users.get(id);
    if (person.isEmpty()) {
      deleted(id, target);
      return;
    }
    boolean inScope = present.isPresent() && scope.users().containsKey(id);
    boolean disabled = !inScope || !person.get().accountEnabled();
    Map<String, @Nullable Object> source =
        SourceAttributes.of(
            person.get(), job.initialDomain, disabled, Optional.ofNullable(scope.roles().get(id)));
    if (target != null) {
      if (!target.managed && !inScope) {
        job.counts.add(Action.SKIPPED);
        return;
      }
      update(id, target, source, changed, present.isPresent() && !inScope);
      return;
    }
    if (disabled) {
      job.counts.add(Action.SKIPPED);
      return;
    }
    matchOrCreate(id, values(source));
  }

  private void deleted(UUID id, @Nullable Target target) throws ScimFailure {
    if (target == null || !target.managed) {
      job.users.remove(id);
      job.counts.add(Action.SKIPPED);
      return;
    }
    job.connection.delete("Users", target.scimId);
    job.users.remove(id);
    job.counts.add(Action.DELETED);
  }

  private Map<String, String> values(Map<String, @Nullable Object> source) {
    Map<String, String> values = new LinkedHashMap<>();
    for (AttributeMapping.Rule rule : job.settings.mapping().rules()) {
      if (TargetPath.of(rule.target()).isReference()) {
        continue;
      }
      String value = rule.source().value(source);
      if (value != null && !value.isEmpty()) {
        values.put(rule.target(), value);
      }
    }
    return values;
  }

  private void matchOrCreate(UUID id, Map<String, String> values) throws ScimFailure {
    boolean asked = false;
    for (String attribute : job.settings.mapping().matching()) {
      @Nullable String value = values.get(attribute);
      if (value == null) {
        continue;
      }
      asked = true;
      List<JsonNode> found = job.connection.find("Users", attribute, value, "");
      if (found.size() > 1) {
        throw new ScimFailure(Kind.REJECTED, "several users match by " + attribute);
      }
      if (!found.isEmpty()) {
        adopt(id, found.get(0), values);
        return;
      }
    }
    if (!asked) {
      throw new ScimFailure(Kind.REJECTED, "no matching attribute has a value");
    }
    JsonNode created = job.connection.create("Users", resource(values));
    Target target = know(id, created.path("id").asText(), values);
    compare(id, target, created);
    job.counts.add(Action.CREATED);
  }

  private void adopt(UUID id, JsonNode found, Map<String, String> values) throws ScimFailure {
    Map<String, String> changed = new LinkedHashMap<>();
    Set<String> added = new HashSet<>();
    values.forEach(
        (path, value) -> {
          String read = TargetPath.of(path).read(found);
          if (!value.equals(read)) {
            changed.put(path, value);
            if (read == null) {
              added.add(path);
            }
          }
        });
    String scimId = found.path("id").asText("");
    if (!changed.isEmpty()) {
      job.connection.patch("Users", scimId, dialect.user(changed, added, List.of()));
      job.counts.add(Action.UPDATED);
    }
    know(id, scimId, values);
    job.counts.add(Action.MATCHED);
  }

  private Target know(UUID id, String scimId, Map<String, String> values) {
    Target target = new Target(scimId);
    target.written.putAll(values);
    job.users.put(id, target);
    String before = job.knownIds.put(id, scimId);
    if (before != null && !before.equals(scimId)) {
      job.counts.drift(new Drift(id, "id", before, scimId));
    }
    return target;
  }

  private void update(
      UUID id,
      Target target,
      Map<String, @Nullable Object> source,
      Optional<Set<String>> changedProperties,
      boolean unassigned)
      throws ScimFailure {
    Map<String, String> values = unassigned ? Map.of("active", "False") : values(source);
    Set<String> nulled = new TreeSet<>();
    if (changedProperties.isPresent() && job.settings.switchBug() && !unassigned) {
      for (AttributeMapping.Rule rule : job.settings.mapping().rules()) {
        if (!rule.target().equals("active")
            && rule.source().isSwitchUntouchedBy(changedProperties.get())
            && target.written.containsKey(rule.target())) {
          values.remove(rule.target());
          nulled.add(rule.target());
        }
      }
    }
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.entrySet().removeIf(each -> each.getValue().equals(target.written.get(each.getKey())));
    if (changed.isEmpty() && nulled.isEmpty() && changedProperties.isPresent()) {
      target.managed = !unassigned;
      job.counts.add(Action.UNCHANGED);
      return;
    }
    Optional<JsonNode> read = job.connection.read("Users", target.scimId, "");
    if (read.isEmpty()) {
      job.users.remove(id);
      throw new ScimFailure(Kind.GONE, "the user is gone at the target");
    }
    compare(id, target, read.get());
    if (changed.isEmpty() && nulled.isEmpty()) {
      job.counts.add(Action.UNCHANGED);
    } else {
      Set<String> added = new HashSet<>(changed.keySet());
      added.removeAll(target.written.keySet());
      target.uncertain.addAll(changed.keySet());
      target.uncertain.addAll(nulled);
      JsonNode after =
          job.connection.patch("Users", target.scimId, dialect.user(changed, added, nulled));
      target.uncertain.clear();
      boolean disabling = "False".equals(changed.get("active"));
      target.written.putAll(changed);
      target.written.keySet().removeAll(nulled);
      if (after.has("id")) {
        compare(id, target, after);
      }
      job.counts.add(disabling ? Action.DISABLED : Action.UPDATED);
    }
    target.managed = !unassigned;
  }

  /** What was written has to read back the same: Entra stores no other view of the target. */
  void compare(UUID id, Target target, JsonNode read) {
    target.written.forEach(
        (path, written) -> {
          String value = TargetPath.of(path).read(read);
          if (!target.uncertain.contains(path) && !written.equals(value)) {
            job.counts.drift(new Drift(id, path, written, value));
          }
        });
  }

  private static ObjectNode resource(Map<String, String> values) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    SCHEMAS.forEach(resource.putArray("schemas")::add);
    values.forEach((path, value) -> TargetPath.of(path).write(resource, value));
    resource.putObject("meta").put("resourceType", "User");
    resource.putArray("roles");
    return resource;
  }
}
