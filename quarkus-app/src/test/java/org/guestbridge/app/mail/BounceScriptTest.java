package org.guestbridge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BounceScriptTest {

  private static final String SENT =
      "Nov 22 20:01:07 mx postfix/smtp[81]: 4XyZ1q0: to=<ann@partner.example>,"
          + " orig_to=<ann@guests.example.com>, relay=mail.partner.example[192.0.2.1]:25, delay=0.4,"
          + " dsn=2.0.0, status=sent (250 ok)\n";

  @TempDir private Path directory;

  @Test
  void runWhenTheLogIsReadAgainThenEachBounceIsToldOnceAndEveryNewOneToo() throws Exception {
    BounceScript script = new BounceScript(directory);
    assertThat(script.run(SENT)).isEmpty();
    String log = SENT + bounced("4XyZ1q1");
    assertThat(script.run(log)).containsExactly("jo@guests.example.com jo@partner.example");
    assertThat(script.run(log)).isEmpty();
    assertThat(script.run(log + bounced("4XyZ1q2")))
        .containsExactly("jo@guests.example.com jo@partner.example");
  }

  @Test
  void runWhenNoBrokerRunsThenToldTheNextTimeButARefusedReportIsNotToldAgain() throws Exception {
    BounceScript script = new BounceScript(directory);
    String log = bounced("4XyZ1q1") + bounced("4XyZ1q2");
    assertThat(script.run(log, 3)).hasSize(1);
    assertThat(script.run(log, 1)).hasSize(2);
    assertThat(script.run(log)).isEmpty();
  }

  private static String bounced(String message) {
    return "Nov 22 20:01:07 mx postfix/smtp[81]: "
        + message
        + ": to=<jo@partner.example>, orig_to=<jo@guests.example.com>,"
        + " relay=mail.partner.example[192.0.2.1]:25, delay=0.4, dsn=5.1.1, status=bounced"
        + " (host said: 550 5.1.1 no: 4XyZ1q9: to=<ann@partner.example>,"
        + " orig_to=<ann@guests.example.com>, status=bounced)\n";
  }
}
