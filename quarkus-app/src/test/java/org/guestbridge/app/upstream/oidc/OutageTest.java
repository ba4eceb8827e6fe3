package org.guestbridge.app.upstream.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.upstream.oidc.TestUpstream.refusalOf;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.upstream.Departure;
import org.guestbridge.core.problem.Code;
import org.guestbridge.simulators.entra.Fault;
import org.junit.jupiter.api.Test;

/** A token endpoint that hangs under load: nobody waits longer than the limit. */
class OutageTest {

  private static final Duration CALL = Duration.ofSeconds(1);

  /** A busy machine runs late; the limit of a call is proven, not its scheduling. */
  private static final Duration SLACK = Duration.ofSeconds(4);

  private static final int PEOPLE = 16;

  @Test
  void logInWhenTokenEndpointHangsThenEachEndsInTimeAndTheNextIsServedAtOnce() throws Exception {
    ExecutorService crowd = Executors.newFixedThreadPool(PEOPLE);
    try (SimulatedLogin login = SimulatedLogin.withSecret()) {
      login.restart(impatient(login));
      login.logIn("guest");
      List<Future<Long>> waits = new ArrayList<>();
      login.entra.faults().delay(Duration.ofMinutes(1)).untilCleared(Fault.SLOW);
      for (int i = 0; i < PEOPLE; i++) {
        Departure departure = login.begin(false);
        CallbackParameters callback =
            CallbackParameters.ofQuery("code=any&state=" + SimulatedLogin.STATE);
        waits.add(crowd.submit(() -> millisUntilSlow(login, departure, callback)));
      }
      for (Future<Long> wait : waits) {
        assertThat(wait.get(30, TimeUnit.SECONDS)).isLessThan(CALL.plus(SLACK).toMillis());
      }
      login.entra.faults().clear();

      assertThat(login.logIn("guest")).isNotNull();
    } finally {
      crowd.shutdownNow();
    }
  }

  private static long millisUntilSlow(
      SimulatedLogin login, Departure departure, CallbackParameters callback) throws Exception {
    long start = System.nanoTime();
    Code code =
        refusalOf(() -> login.relyingParty().complete(callback, login.pending(departure, false)));
    assertThat(code).isEqualTo(Code.UPSTREAM_SLOW);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static RelyingPartyServices impatient(SimulatedLogin login) {
    HttpLimits limits = new HttpLimits(HttpLimits.MAX_CONNECT, CALL, HttpLimits.DEFAULT_BODY_BYTES);
    return new RelyingPartyServices(
        BoundedHttp.create(limits),
        login.clock,
        new SecureRandom(),
        new SameThread(),
        JwksStore.NONE);
  }
}
