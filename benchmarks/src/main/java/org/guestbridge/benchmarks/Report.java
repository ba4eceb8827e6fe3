package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Prints the figures as they come. */
final class Report {

  private final PrintStream out;
  private final Broker broker;

  Report(PrintStream out, Broker broker) {
    this.out = out;
    this.broker = broker;
  }

  void started() throws IOException {
    line("%d processors, Java %s", Runtime.getRuntime().availableProcessors(), Runtime.version());
    line("broker process %d", broker.child().pid());
    line("start to first ready      %d ms", broker.startMilliseconds());
    resident("when ready");
  }

  void resident(String when) throws IOException {
    line("resident %-16s %s", when, broker.child().usage().resident());
  }

  /** One kind of login. */
  void rounds(String kind, List<Round> rounds) {
    Spread cpu = Spread.of(rounds.stream().map(Round::cpu).toList());
    line("%-25s %s CPU ms a login, median (min to max)", kind, cpu);
    line("  without the compiler    %s", Spread.of(rounds.stream().map(Round::code).toList()));
    line("  of it in the kernel     %s", Spread.of(rounds.stream().map(Round::system).toList()));
    line("  logins a second         %s", Spread.of(rounds.stream().map(Round::perSecond).toList()));
  }

  /** The floor, measured before and after the rounds, and how far above it a login is. */
  void floor(Spread before, Spread after, List<Round> logins) {
    double floor = (before.median() + after.median()) / 2;
    line("floor before the rounds   %s CPU ms: 1 RSA-2048 signature, 1 verification", before);
    line("floor after the rounds    %s", after);
    line("repeat login over floor   %.2f times (budget: 2)", median(logins, Round::cpu) / floor);
    line("  without the compiler    %.2f times", median(logins, Round::code) / floor);
  }

  private static double median(List<Round> rounds, Function<Round, Double> part) {
    return Spread.of(rounds.stream().map(part).toList()).median();
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
