package org.guestbridge.app.scim.out;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.text.RealmId;

/**
 * What one directory was told: {@code guestbridge.deliveries} by kind and outcome, {@code
 * guestbridge.delivery.waiting}, and {@code guestbridge.delivery.stopped}, which is 1 while the
 * directory refuses the key.
 */
final class DeliveryMetrics {

  /** The outcome of what another took meanwhile, or an administrator set aside. */
  static final String LEASE_LOST = "lease_lost";

  private final MeterRegistry registry;
  private final Tags tags;
  private final AtomicLong waiting = new AtomicLong();
  private final List<Gauge> gauges;

  DeliveryMetrics(
      MeterRegistry registry,
      RealmId realm,
      String directory,
      DirectoryPace pace,
      ManagedAccounts managed) {
    this.registry = registry;
    this.tags = Tags.of("realm", realm.value(), "directory", directory);
    this.gauges =
        List.of(
            Gauge.builder("guestbridge.delivery.waiting", waiting, AtomicLong::get)
                .description("Accounts and groups that the directory is still to be told of")
                .tags(tags)
                .register(registry),
            Gauge.builder(
                    "guestbridge.delivery.stopped",
                    pace,
                    each -> each.stopped().isPresent() ? 1 : 0)
                .description("1 while the directory refuses the key or is not at its URL")
                .tags(tags)
                .register(registry),
            Gauge.builder(
                    "guestbridge.delivery.external.domains",
                    managed,
                    ManagedAccounts::externalDomains)
                .description("Domains whose newest account Atlassian took for an external one")
                .tags(tags)
                .register(registry));
  }

  void count(DeliveryKind kind, String outcome) {
    registry
        .counter(
            "guestbridge.deliveries",
            tags.and("kind", kind.name().toLowerCase(Locale.ROOT), "outcome", outcome))
        .increment();
  }

  void waiting(long count) {
    waiting.set(count);
  }

  void close() {
    gauges.forEach(registry::remove);
  }
}
