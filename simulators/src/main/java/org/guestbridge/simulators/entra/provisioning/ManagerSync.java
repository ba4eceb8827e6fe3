package org.guestbridge.simulators.entra.provisioning;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.guestbridge.simulators.entra.Person;
import org.jspecify.annotations.Nullable;

/**
 * Brings the managers of users to the target, where a manager is mapped, once the users themselves
 * are there: whether a user has the manager is asked first, and written only if not
 * (learn.microsoft.com, "Develop and plan provisioning for a SCIM endpoint"). A manager who is not
 * at the target then stays out until the user is worked on again.
 */
final class ManagerSync {
  private final Job job;
  private final Dialect dialect;
  private final Optional<AttributeMapping.Rule> mapped;

  ManagerSync(Job job, Dialect dialect) {
    this.job = job;
    this.dialect = dialect;
    this.mapped =
        job.settings.mapping().rules().stream()
            .filter(rule -> TargetPath.of(rule.target()).isReference())
            .findFirst();
  }

  /** Those of the users whose manager is to be looked at. */
  Collection<UUID> among(Collection<UUID> users, Predicate<UUID> failing) {
    return mapped.isEmpty()
        ? List.of()
        : users.stream().filter(job.users::containsKey).filter(failing.negate()).toList();
  }

  void run(UUID id) throws ScimFailure {
    AttributeMapping.Rule rule = mapped.orElseThrow();
    @Nullable Target target = job.users.get(id);
    Optional<Person> person = job.directory.find(id);
    if (target == null || !target.managed || person.isEmpty()) {
      return;
    }
    @Nullable String named =
        rule.source()
            .value(SourceAttributes.of(person.get(), job.initialDomain, false, Optional.empty()));
    if (named == null || named.isEmpty()) {
      return;
    }
    @Nullable Target manager = job.users.get(UUID.fromString(named));
    if (manager == null) {
      job.counts.add(Action.REFERENCE_FAILED);
      return;
    }
    String path = rule.target();
    if (manager.scimId.equals(target.written.get(path))) {
      return;
    }
    if (!job.connection.refers(target.scimId, path, manager.scimId)) {
      target.uncertain.add(path);
      job.connection.patch("Users", target.scimId, dialect.manager(path, manager.scimId));
      target.uncertain.remove(path);
      job.counts.add(Action.REFERENCE_WRITTEN);
    }
    target.written.put(path, manager.scimId);
  }
}
