package org.guestbridge.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.guestbridge.benchmarks.Expected.Fate;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;

/**
 * Guests who sign in before they are provisioned, after it, and at the same time, over two brokers
 * on one database: everybody is to have one alias, the same in assertion, registry and directory.
 */
final class Interleaving {

  private static final int BATCH = 60;
  private static final int ORDERS = 3;
  private static final int PATIENCE_SECONDS = 240;
  private static final int SAMPLES = 5;
  private static final int CONCURRENCY = 4;
  private static final String PROVISIONING = "= 'provisioning'";
  private static final String LOGIN = "<> 'provisioning'";
  private static final String CREATED =
      "select count(*) from gb_audit where type = 'binding_created' and actor ";
  private static final String HOME_TENANT =
      "https://sts.windows.net/11111111-1111-4111-8111-111111111111/";

  private final GatewaySite site;
  private final PrintStream out;
  private final Directory directory;
  private final ProvisioningJob job;
  private final LoginClient logins;
  private final ExecutorService threads;
  private final List<Expected> people = new ArrayList<>();
  private final List<Expected> everybody = new ArrayList<>();
  private final Map<UUID, String> told = new HashMap<>();
  private final Map<UUID, String> asserted = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

  private Interleaving(GatewaySite site, ProvisioningJob job, int concurrency, PrintStream out) {
    this.site = site;
    this.out = out;
    this.threads = Executors.newFixedThreadPool(concurrency);
    this.directory = site.guests().directory();
    this.job = job;
    this.logins = site.logins();
  }

  /**
   * Runs with two brokers of its own.
   *
   * @param concurrency logins at a time
   * @return whether everything agrees at the end
   */
  static boolean run(Path jar, int guests, int concurrency, long seed, PrintStream out)
      throws IOException, InterruptedException, SQLException, GeneralSecurityException {
    try (GatewaySite site = GatewaySite.start(jar, seed, Map.of(), 2)) {
      site.guests().directory().clear();
      return new Interleaving(site, site.job(site.guests()), concurrency, out).run(guests);
    }
  }

  /**
   * Runs with the brokers and the people of {@code before}.
   *
   * @return whether everything agrees at the end
   */
  static boolean after(GatewayRun before, GatewaySite site, int guests, PrintStream out)
      throws InterruptedException, SQLException {
    Interleaving run = new Interleaving(site, before.guestsJob(), CONCURRENCY, out);
    run.everybody.addAll(before.people());
    run.told.putAll(before.told());
    return run.run(guests);
  }

  private boolean run(int guests) throws InterruptedException, SQLException {
    try {
      return signInAndProvision(guests);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean signInAndProvision(int guests) throws InterruptedException, SQLException {
    line(
        "%d guests on two brokers; a third signs in first, a third meanwhile, a third last",
        guests);
    long byLogin = madeBy(LOGIN);
    long byProvisioning = madeBy(PROVISIONING);
    long start = System.nanoTime();
    List<Expected> last = List.of();
    for (int from = 0; from < guests; from += BATCH) {
      List<Expected> batch = invite(from, Math.min(guests, from + BATCH));
      List<Expected> first = new ArrayList<>(ofOrder(batch, 0));
      first.addAll(last);
      signIn(first).await();
      batch.forEach(person -> directory.assignments().assign(person.objectId()));
      CountDownLatch meanwhile = signIn(ofOrder(batch, 1));
      cycle();
      meanwhile.await();
      last = ofOrder(batch, 2);
      if (from / BATCH % 10 == 9) {
        line("  %d guests after %.0f s", from + BATCH, (System.nanoTime() - start) / 1e9);
      }
    }
    signIn(last).await();
    boolean settled = RegistryView.settles(site.postgres(), PATIENCE_SECONDS);
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean good = report(madeBy(LOGIN) - byLogin, madeBy(PROVISIONING) - byProvisioning, seconds);
    return settled && good;
  }

  private long madeBy(String whom) throws SQLException {
    return RegistryView.number(site.postgres(), CREATED + whom);
  }

  private List<Expected> invite(int from, int to) {
    List<Expected> batch = new ArrayList<>();
    for (int number = from; number < to; number++) {
      String mail = "gwen.g" + number / 3 + "@partner" + number % 10 + ".example";
      Expected person =
          new Expected(
              new UUID(0x6000L, 0x8000000000000000L + number),
              "guest-" + number,
              true,
              Fate.PROVIDED,
              mail,
              "Gwen" + number,
              "Guest");
      directory.add(
          Person.person(person.key(), PersonKind.ENTRA_GUEST, person.objectId().toString())
              .displayName("Gwen" + number + " Guest")
              .names("Gwen" + number, "Guest")
              .preferredUsername(mail)
              .email(mail)
              .idp(HOME_TENANT)
              .acct(1)
              .build());
      batch.add(person);
    }
    people.addAll(batch);
    everybody.addAll(batch);
    return batch;
  }

  private static List<Expected> ofOrder(List<Expected> batch, int order) {
    List<Expected> some = new ArrayList<>();
    for (int index = order; index < batch.size(); index += ORDERS) {
      some.add(batch.get(index));
    }
    return some;
  }

  private CountDownLatch signIn(List<Expected> some) {
    CountDownLatch left = new CountDownLatch(some.size());
    for (Expected person : some) {
      threads.execute(
          () -> {
            try {
              asserted.put(person.objectId(), logins.signIn(person.key()));
            } catch (IOException failed) {
              failures.add(person.key() + ": " + failed.getMessage());
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            } finally {
              left.countDown();
            }
          });
    }
    return left;
  }

  private void cycle() {
    CycleReport report = job.runCycle();
    if (!report.clean()) {
      failures.add("a cycle: " + report.abortedBy() + report.failures());
    }
  }

  private boolean report(long byLogin, long byProvisioning, double seconds) throws SQLException {
    told.putAll(job.targetIds());
    Agreement agreement = Agreement.of(everybody, told, site.postgres(), site.directory());
    long differing = 0;
    RegistryView registry = RegistryView.read(site.postgres());
    for (Expected person : people) {
      Optional<String> alias =
          registry.bindings().getOrDefault(person.objectId(), List.of()).stream()
              .map(RegistryView.Bound::address)
              .findFirst();
      if (!alias.equals(Optional.ofNullable(asserted.get(person.objectId())))) {
        differing++;
      }
    }
    line("guests, accounts in the directory           %d, %d", people.size(), agreement.accounts());
    line("time                                        %.0f s", seconds);
    line("bindings made by a login / by provisioning  %d / %d", byLogin, byProvisioning);
    line("assertions that named another alias, or none %d", differing);
    line("logins or cycles that failed                %d", failures.size());
    failures.stream().limit(SAMPLES).forEach(failure -> line("  %s", failure));
    line("duplicates                                  %d", agreement.duplicates());
    line("losses                                      %d", agreement.losses());
    line("disagreements                               %s", agreement.counts());
    agreement.samples().forEach(sample -> line("  %s", sample));
    boolean bothOrders =
        Math.min(byProvisioning, byLogin) >= people.size() / 10
            && byProvisioning + byLogin == people.size();
    boolean good = agreement.isGood() && differing == 0 && failures.isEmpty() && bothOrders;
    line(good ? "GOOD" : "NOT GOOD");
    return good;
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
