package org.guestbridge.app.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.guestbridge.core.problem.Code;

/** Counts of sign-ins by outcome code, and how long their last step took. */
@ApplicationScoped
class SignInMetrics {

  private static final String LOGINS = "guestbridge.logins";

  private final MeterRegistry registry;
  private final Timer duration;

  SignInMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("guestbridge.login.duration")
            .description("From the upstream's callback to the response, upstream calls included")
            .register(registry);
  }

  void released(Duration time) {
    registry.counter(LOGINS, "outcome", "released").increment();
    duration.record(time);
  }

  void refused(Code code) {
    registry.counter(LOGINS, "outcome", code.text()).increment();
  }
}
