package org.guestbridge.app.boot;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.mail.ExchangerWatch;
import org.guestbridge.app.scim.out.MailReadiness;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.MailExchanger;
import org.guestbridge.realm.Realm;

/**
 * One watch over the mail server of each realm that names one, shared by the realm's directories,
 * with the metric {@code guestbridge.mail.exchanger.ready}. Used by one thread at a time.
 */
final class ExchangerWatches {

  private final MeterRegistry metrics;
  private final Map<Watched, Running> running = new HashMap<>();

  ExchangerWatches(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** What a directory of {@code realm} has to ask before it is filled. */
  MailReadiness of(Realm realm) {
    return Watched.of(realm)
        .<MailReadiness>map(watched -> running.computeIfAbsent(watched, this::begin).watch())
        .orElse(MailReadiness.UNASKED);
  }

  /** Ends the watches that none of these realms needs. */
  void retain(Iterable<Realm> realms) {
    Set<Watched> needed = new HashSet<>();
    realms.forEach(realm -> Watched.of(realm).ifPresent(needed::add));
    running
        .entrySet()
        .removeIf(
            entry -> {
              boolean ends = !needed.contains(entry.getKey());
              if (ends) {
                metrics.remove(entry.getValue().gauge());
              }
              return ends;
            });
  }

  private Running begin(Watched watched) {
    ExchangerWatch watch =
        new ExchangerWatch(watched.realm(), watched.aliasDomains(), watched.exchanger());
    Gauge gauge =
        Gauge.builder("guestbridge.mail.exchanger.ready", watch, each -> each.isReady() ? 1 : 0)
            .description("0 while the own mail server does not work, so no account is made")
            .tag("realm", watched.realm().value())
            .register(metrics);
    return new Running(watch::objections, gauge);
  }

  private record Watched(RealmId realm, MailExchanger exchanger, Set<DomainName> aliasDomains) {

    static Optional<Watched> of(Realm realm) {
      return realm
          .mail()
          .exchanger()
          .map(exchanger -> new Watched(realm.id(), exchanger, realm.domains().alias()));
    }
  }

  private record Running(MailReadiness watch, Gauge gauge) {}
}
