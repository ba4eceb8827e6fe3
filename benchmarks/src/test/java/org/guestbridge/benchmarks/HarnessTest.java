package org.guestbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.junit.jupiter.api.Test;

/** What the harness reads and reckons; the measurement itself is run by hand. */
final class HarnessTest {

  private static final String STATUS = "Name:\tjava\nVmPeak:\t  900 kB\nVmRSS:\t  204800 kB\n";

  @Test
  void cpuTimeIsReadPastAnyProcessName() throws IOException {
    String stat = "4711 (a) (b c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 33 0 12345";
    List<String> threads =
        List.of(
            "4712 (C2 CompilerThre) S 1 2 3 4 5 6 7 8 9 10 100 20 0 0",
            "4713 (executor-thread) S 1 2 3 4 5 6 7 8 9 10 120 30 0 0",
            "");
    assertThat(ProcessUsage.parse(stat, STATUS, threads))
        .isEqualTo(new ProcessUsage(250, 50, 120, 204_800));
  }

  @Test
  void anotherLayoutIsNoFigure() {
    assertThatThrownBy(() -> ProcessUsage.parse("4711 (java) S 1 2", STATUS, List.of()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                ProcessUsage.parse(
                    "1 (j) S 1 2 3 4 5 6 7 8 9 10 1 1 0", "Name:\tjava\n", List.of()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRoundIsCountedInMillisecondsALogin() {
    Round round =
        Round.of(new ProcessUsage(100, 20, 10, 1), new ProcessUsage(180, 40, 30, 1), 2.0, 500);
    assertThat(round).isEqualTo(new Round(2.0, 0.4, 0.4, 250.0));
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2.0, 1.0, 9.0));
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3.0, 1.0, 9.0));
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFormOfTheBrokerIsReadAndEncoded() throws IOException {
    PostedForm form =
        PostedForm.read(
            "<form method=\"post\" action=\"http://127.0.0.1:1/acs?a=b&amp;c=d\">\n"
                + "<input type=\"hidden\" name=\"SAMLResponse\" value=\"PHM+\">\n"
                + "<input type=\"hidden\" name=\"RelayState\" value=\"&lt;r&amp;amp;&gt;\">"
                + "</form>",
            "SAMLResponse");
    assertThat(form.action()).isEqualTo(URI.create("http://127.0.0.1:1/acs?a=b&c=d"));
    assertThat(form.fields()).isEqualTo(Map.of("SAMLResponse", "PHM+", "RelayState", "<r&amp;>"));
    assertThat(form.encoded()).isEqualTo("SAMLResponse=PHM%2B&RelayState=%3Cr%26amp%3B%3E");
  }

  @Test
  void aRefusalIsNotTakenForALogin() {
    assertThatThrownBy(() -> PostedForm.read("<h1>Refused</h1>", "SAMLResponse"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PostedForm.read("<form action=\"/again\">", "SAMLResponse"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void everyPersonOfThePopulationIsAnother() {
    try (SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults())) {
      int before = entra.directory().all().size();
      Population.addTo(entra.directory(), 300);
      assertThat(entra.directory().all()).hasSize(before + 300);
      assertThat(entra.directory().all().stream().map(person -> person.objectId()).distinct())
          .hasSizeGreaterThanOrEqualTo(before + 300 - 2);
      assertThat(entra.directory().find(Population.key(299))).isPresent();
      assertThat(entra.directory().find(Population.key(300))).isEmpty();
    }
  }

  @Test
  void theFloorIsAboveNothing() throws Exception {
    assertThat(new CryptographicFloor().measure(1, 5).min()).isPositive();
  }

  @Test
  void anOutageIsGoodWhenItIsTheOnlyCauseAndNobodyWaits() {
    OutageTally tally = outage("upstream_slow");
    assertThat(tally.good(5)).isTrue();
    assertThat(tally.good(0)).isFalse();
  }

  @Test
  void anOutageIsNotGoodWhenALoginIsLetThroughOrFailsAfterwards() {
    assertThat(outage(ReplayClient.RELEASED).good(5)).isFalse();
    assertThat(outage("ledger_unavailable").good(5)).isFalse();
    OutageTally late = outage("upstream_slow");
    signedIn(late, "upstream_slow");
    assertThat(late.good(5)).isFalse();
    OutageTally page = outage("upstream_slow");
    page.began(System.nanoTime(), System.nanoTime(), 503);
    assertThat(page.good(5)).isFalse();
  }

  private static OutageTally outage(String during) {
    OutageTally tally = new OutageTally();
    signedIn(tally, ReplayClient.RELEASED);
    tally.outageBegan();
    signedIn(tally, during);
    tally.outageEnded();
    signedIn(tally, ReplayClient.RELEASED);
    return tally;
  }

  private static void signedIn(OutageTally tally, String outcome) {
    long begun = System.nanoTime();
    tally.signedIn(begun, System.nanoTime(), outcome);
  }
}
