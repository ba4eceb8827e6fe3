package org.guestbridge.app.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the last comparison on this node found: {@code guestbridge.drift} by realm, directory and
 * kind, and {@code guestbridge.reconciled}, 1 when it went to its end and 0 when it could not.
 */
public final class DriftMetrics {

  private final MeterRegistry registry;
  private final Map<Tags, AtomicLong> gauges = new ConcurrentHashMap<>();

  /** Metrics in {@code registry}. */
  public DriftMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Sets what a run found; one that broke off says nothing of drift. */
  void measured(Site site, String purpose, Findings findings, boolean complete) {
    Tags place = Tags.of("realm", site.realm().value(), "directory", site.directory());
    if (!purpose.equals("compare") && !purpose.equals("repair")) {
      return;
    }
    gauge("guestbridge.reconciled", place).set(complete ? 1 : 0);
    if (complete) {
      for (DriftKind kind : DriftKind.values()) {
        gauge("guestbridge.drift", place.and("kind", kind.text())).set(findings.count(kind));
      }
    }
  }

  private AtomicLong gauge(String name, Tags tags) {
    return gauges.computeIfAbsent(
        tags,
        key -> {
          AtomicLong value = new AtomicLong();
          Gauge.builder(name, value, AtomicLong::get).tags(tags).register(registry);
          return value;
        });
  }
}
