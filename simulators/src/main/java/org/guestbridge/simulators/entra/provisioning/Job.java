package org.guestbridge.simulators.entra.provisioning;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.guestbridge.simulators.entra.Directory;

/** What the parts of one job share. Safe for use by several threads. */
final class Job {
  final ProvisioningSettings settings;
  final Directory directory;
  final String initialDomain;
  final ScimConnection connection;
  final Variation variation;

  /** Users who are known at the target, by object id. */
  final Map<UUID, Target> users = new ConcurrentHashMap<>();

  /** Every id that a user ever had at the target. */
  final Map<UUID, String> knownIds = new ConcurrentHashMap<>();

  volatile Counts counts = new Counts();

  Job(ProvisioningSettings settings, Directory directory, String initialDomain, Bearer bearer) {
    this.settings = settings;
    this.directory = directory;
    this.initialDomain = initialDomain;
    this.variation = new Variation(settings.variation());
    this.connection = new ScimConnection(settings, bearer, variation);
  }

  Counts startCounting() {
    counts = new Counts();
    connection.countIn(counts);
    return counts;
  }
}
