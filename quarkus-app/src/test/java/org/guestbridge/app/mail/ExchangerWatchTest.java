package org.guestbridge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.MailExchanger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a mail server counts as working, how often it is asked, and what is said about it. */
@Timeout(60)
class ExchangerWatchTest {

  private static final DomainName GUESTS = DomainName.parse("guests.example.com").orElseThrow();
  private static final EmailAddress JOE = address("joe@guests.example.com");
  private static final EmailAddress EVE = address("eve@guests.example.com");
  private static final EmailAddress ANN = address("ann@example.com");

  private final AtomicLong nanos = new AtomicLong(42);
  private final List<String> said = new ArrayList<>();
  private final Logger log = Logger.getLogger("org.guestbridge.mail");
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          said.add(new PatternFormatter("%p %s").format(ExtLogRecord.wrap(entry)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private MailServerStub server;
  private ExchangerWatch watch;

  @BeforeEach
  void start() throws Exception {
    server = new MailServerStub(ExchangerWatchTest::knowsJoe);
    watch = watch(server.exchanger());
    log.addHandler(listener);
  }

  @AfterEach
  void stop() throws Exception {
    log.removeHandler(listener);
    server.close();
  }

  @Test
  void objectionsWhenTheServerKnowsTheAliasesAndNobodyElseThenNone() {
    assertThat(watch.isReady()).isTrue();
    assertThat(watch.objections(List.of(JOE))).isEmpty();
    assertThat(server.recipients()).hasSize(2).contains(JOE.value());
    assertThat(server.recipients().get(0)).startsWith("no-such-alias-");
    assertThat(said).isEmpty();
  }

  @Test
  void objectionsWhenNoAliasIsAmongThemThenTheServerIsNotAsked() {
    assertThat(watch.objections(List.of(ANN))).isEmpty();
    assertThat(watch.objections(List.of())).isEmpty();
    assertThat(server.sessions).isEmpty();
  }

  @Test
  void objectionsWhenOneAliasIsRefusedThenItAloneWaits() {
    assertThat(watch.objections(List.of(JOE, EVE, ANN)))
        .isEqualTo(Map.of(EVE, Code.MAIL_ALIAS_REFUSED));
    assertThat(watch.objections(List.of(EVE))).isEqualTo(Map.of(EVE, Code.MAIL_ALIAS_REFUSED));
    assertThat(watch.isReady()).isTrue();
    server.reply = to -> "250 ok";
    assertThat(watch.objections(List.of(EVE))).isEmpty();
  }

  @Test
  void objectionsWhenAskedAgainThenTheUnknownOneOnlyAfterTenMinutes() {
    watch.objections(List.of(JOE));
    pass(ExchangerWatch.UNKNOWN_COUNTS.minusNanos(1));
    watch.objections(List.of(JOE));
    assertThat(server.recipients()).hasSize(3);
    pass(Duration.ofNanos(1));
    watch.objections(List.of(JOE));
    assertThat(server.recipients()).hasSize(5);
  }

  @Test
  void objectionsWhenUnknownAliasesAreTakenThenNobodyUntilTheyAreRefused() {
    server.reply = to -> "250 anybody";
    assertThat(watch.objections(List.of(JOE))).isEqualTo(Map.of(JOE, Code.MAIL_EXCHANGER_UNREADY));
    assertThat(watch.isReady()).isFalse();
    server.reply = ExchangerWatchTest::knowsJoe;
    assertRestsThenWorks();
  }

  @Test
  void objectionsWhenTheServerDoesNotDecideThenNobodyUntilItDoes() {
    server.reply = to -> "451 no database";
    assertThat(watch.objections(List.of(JOE))).isEqualTo(Map.of(JOE, Code.MAIL_EXCHANGER_UNREADY));
    server.reply = ExchangerWatchTest::knowsJoe;
    assertRestsThenWorks();
  }

  @Test
  void objectionsWhenOnlyOneIsUndecidedThenItAloneWaits() {
    server.reply = to -> to.startsWith("eve@") ? "450 later" : knowsJoe(to);
    assertThat(watch.objections(List.of(JOE, EVE)))
        .isEqualTo(Map.of(EVE, Code.MAIL_EXCHANGER_UNREADY));
    assertThat(watch.isReady()).isTrue();
    assertThat(watch.objections(List.of(EVE))).isEqualTo(Map.of(EVE, Code.MAIL_EXCHANGER_UNREADY));
    assertThat(watch.isReady()).isFalse();
  }

  @Test
  void objectionsWhenNobodyListensThenSaidOnceAndWithoutAnAddress() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    watch = watch(new MailExchanger("127.0.0.1", port));
    for (int minute = 0; minute < 3; minute++) {
      assertThat(watch.objections(List.of(JOE, ANN)))
          .isEqualTo(Map.of(JOE, Code.MAIL_EXCHANGER_UNREADY));
      pass(ExchangerWatch.REST);
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("WARN")
        .contains("mail_exchanger_unready", "realm=example", "127.0.0.1:" + port)
        .doesNotContain("@");
  }

  /** Not asked for a minute, then asked, and each change said once. */
  private void assertRestsThenWorks() {
    int sessions = server.sessions.size();
    pass(ExchangerWatch.REST.minusNanos(1));
    assertThat(watch.objections(List.of(JOE))).isEqualTo(Map.of(JOE, Code.MAIL_EXCHANGER_UNREADY));
    assertThat(server.sessions).hasSize(sessions);
    pass(Duration.ofNanos(1));
    assertThat(watch.objections(List.of(JOE))).isEmpty();
    assertThat(watch.isReady()).isTrue();
    assertThat(watch.objections(List.of(JOE))).isEmpty();
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("WARN").doesNotContain("@");
    assertThat(said.get(1)).startsWith("INFO").contains("works again", "realm=example");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private ExchangerWatch watch(MailExchanger exchanger) {
    return new ExchangerWatch(
        new RealmId("example"),
        Set.of(GUESTS),
        exchanger,
        new ExchangerProbe(exchanger),
        nanos::get);
  }

  private static String knowsJoe(String to) {
    return to.startsWith("joe@") ? "250 ok" : "550 no";
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }
}
