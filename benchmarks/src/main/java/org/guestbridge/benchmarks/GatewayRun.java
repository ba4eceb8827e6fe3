package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.guestbridge.simulators.entra.provisioning.Action;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;

/**
 * One initial cycle from the tenant through the broker into the directory, while the broker is
 * killed and both sides fail, then changes, then the comparison.
 */
final class GatewayRun {

  /**
   * How large a run is.
   *
   * @param faults the share of requests with which each kind of fault happens
   */
  record Size(int users, int groups, int kills, int nodes, double faults, long seed) {}

  private static final int PATIENCE_SECONDS = 240;
  private static final int MOST_CYCLES = 100;
  private static final int SAMPLES = 5;
  private static final List<ScimFault> AT_DIRECTORY =
      List.of(
          ScimFault.TOO_MANY_REQUESTS,
          ScimFault.ERROR_500,
          ScimFault.UNAVAILABLE_503,
          ScimFault.RESET_BEFORE,
          ScimFault.RESET_AFTER_WRITE,
          ScimFault.ERROR_500_AFTER_WRITE,
          ScimFault.TRUNCATED_JSON);

  private final GatewaySite site;
  private final Size size;
  private final PrintStream out;
  private final Roster roster;
  private final List<ProvisioningJob> jobs;
  private final Map<Action, Long> actions = new EnumMap<>(Action.class);
  private final AtomicLong cycles = new AtomicLong();
  private int drifts;
  private int unclean;

  private GatewayRun(GatewaySite site, Size size, Roster roster, PrintStream out)
      throws IOException {
    this.site = site;
    this.size = size;
    this.roster = roster;
    this.out = out;
    this.jobs = List.of(site.job(site.guests()), site.job(site.employees()));
  }

  /** A run with the brokers of {@code site}, whose tenant and database are empty. */
  static GatewayRun on(GatewaySite site, Size size, PrintStream out) throws IOException {
    Roster roster =
        new Roster(
            site.guests().directory(),
            site.employees().directory(),
            Roster.groups(size.groups()),
            size.seed());
    roster.populate(size.users());
    return new GatewayRun(site, size, roster, out);
  }

  /**
   * Runs with brokers of its own.
   *
   * @return whether everything agrees at the end
   */
  static boolean run(Path jar, Size size, PrintStream out)
      throws IOException, InterruptedException, SQLException, GeneralSecurityException {
    try (GatewaySite site =
        GatewaySite.start(jar, size.seed(), Roster.groups(size.groups()), size.nodes())) {
      return on(site, size, out).run();
    }
  }

  /** Everybody in the tenant. */
  Collection<Expected> people() {
    return roster.people();
  }

  /** The job of the application for guests. */
  ProvisioningJob guestsJob() {
    return jobs.get(0);
  }

  /** The ids that the broker gave, as the tenant knows them, by object id. */
  Map<UUID, String> told() {
    Map<UUID, String> told = new HashMap<>();
    jobs.forEach(job -> told.putAll(job.targetIds()));
    return told;
  }

  /**
   * The whole run, with its report.
   *
   * @return whether everything agrees at the end
   */
  boolean run() throws IOException, InterruptedException, SQLException {
    line(
        "%d users, %d groups, %d kills, %d broker(s) with -Xmx256m, seed %d",
        size.users(), size.groups(), size.kills(), size.nodes(), size.seed());
    disturb(size.faults());
    AtlassianScim directory = site.directory();
    LongSupplier progress = () -> site.entrance().usersMade() + directory.userCount();
    long whole = roster.sent() + roster.provided();
    Killer killer = new Killer(site.nodes(), size.seed(), size.kills(), whole, progress, out);
    MemoryWatch memory = new MemoryWatch(site.nodes(), progress, whole, out);
    Thread killing = new Thread(killer, "killer");
    Thread watching = new Thread(memory, "memory");
    long start = System.nanoTime();
    killing.start();
    watching.start();
    cycle();
    line("  the tenant is through after %.0f s", seconds(start));
    boolean settled = RegistryView.settles(site.postgres(), PATIENCE_SECONDS);
    killer.end();
    killing.join();
    settled &= RegistryView.settles(site.postgres(), PATIENCE_SECONDS);
    double initial = seconds(start);
    line("  everything is delivered after %.0f s: %s", initial, settled);

    start = System.nanoTime();
    int changed = roster.change(jobs.get(0).clock());
    cycle();
    settled &= RegistryView.settles(site.postgres(), PATIENCE_SECONDS);
    line("  %d people changed, delivered after %.0f s: %s", changed, seconds(start), settled);
    memory.end();
    watching.join();
    disturb(0);
    readBack();
    return report(killer, memory, initial, settled);
  }

  private void disturb(double share) {
    site.entrance().disturb(share);
    site.directory().faults().seed(size.seed());
    AT_DIRECTORY.forEach(fault -> site.directory().faults().atRandom(fault, share));
  }

  /** Cycles of both jobs, until one came to its end without a failure. */
  private void cycle() throws InterruptedException {
    List<Thread> threads = jobs.stream().map(job -> new Thread(() -> cycle(job), "job")).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void cycle(ProvisioningJob job) {
    for (int number = 0; number < MOST_CYCLES; number++) {
      CycleReport report = job.runCycle();
      add(report);
      if (report.abortedBy().isEmpty()
          && report.count(Action.FAILED) == 0
          && report.count(Action.REFERENCE_FAILED) == 0) {
        return;
      }
      line(
          "  a cycle is to be repeated: %s %s",
          report.abortedBy().orElse("failures"),
          report.failures().stream().limit(SAMPLES).toList());
    }
    synchronized (this) {
      unclean++;
    }
  }

  private synchronized void add(CycleReport report) {
    report.counts().forEach((action, times) -> actions.merge(action, times, Long::sum));
    drifts += report.drifts().size();
    cycles.incrementAndGet();
  }

  /** The tenant reads everybody, and finds what it wrote. */
  private void readBack() {
    for (ProvisioningJob job : jobs) {
      CycleReport report = job.driftCheck();
      drifts += report.drifts().size();
      report.drifts().stream()
          .limit(SAMPLES)
          .forEach(drift -> line("  DRIFT: %s %s", drift.attribute(), drift.objectId()));
    }
  }

  private boolean report(Killer killer, MemoryWatch memory, double seconds, boolean settled)
      throws SQLException {
    Agreement agreement = Agreement.of(roster.people(), told(), site.postgres(), site.directory());
    AtlassianScim directory = site.directory();
    line("tenant to broker");
    line("  cycles, requests                          %d, %d", cycles.get(), times(Action.REQUEST));
    line(
        "  answers 429 / resets and 5xx / 409         %d / %d / %d",
        times(Action.THROTTLED), times(Action.UNREACHABLE), times(Action.CONFLICT));
    line("  retries                                   %d", times(Action.RETRIED));
    line("  faults made                               %s", site.entrance().happened());
    line("  requests that found no broker, or a dying one %d", site.entrance().dead());
    line("  values that did not read back             %d", drifts);
    line("broker to directory");
    line("  requests                                  %d", directory.counters().requests());
    line(
        "  deliveries that took effect on accounts   %d",
        directory.counters().deliveries().values().stream().mapToLong(Integer::longValue).sum());
    line("  writes that changed nothing               %d", directory.counters().redundantWrites());
    line(
        "  retries: answers 429 / 500 / 503 / resets  %d / %d / %d / %d",
        directory.counters().answersWithStatus(429),
        directory.counters().answersWithStatus(500),
        directory.counters().answersWithStatus(503),
        directory.counters().answersWithStatus(-1));
    line("  faults made                               %s", directory.faults().happened());
    line(
        "accounts, groups in the directory           %d, %d",
        agreement.accounts(), agreement.groups());
    line("kills                                       %d of %d", killer.killed(), size.kills());
    line(
        "initial cycle, delivered                    %.0f s, %.1f users/s",
        seconds, size.users() / seconds);
    line("memory (RSS) in each tenth of it, MB        %s", memory.tenths());
    line("memory at most                              %.0f MB", memory.peak());
    line("duplicates                                  %d", agreement.duplicates());
    line("losses                                      %d", agreement.losses());
    line("disagreements                               %s", agreement.counts());
    agreement.samples().forEach(sample -> line("  %s", sample));
    boolean good =
        agreement.isGood()
            && settled
            && drifts == 0
            && unclean == 0
            && !killer.failed()
            && killer.killed() == size.kills();
    line(good ? "GOOD" : "NOT GOOD");
    return good;
  }

  private long times(Action action) {
    return actions.getOrDefault(action, 0L);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
