package org.guestbridge.app.scim.out;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DesiredAccount;

/**
 * Reads a directory a page at a time, at the pace of its deliveries, and waits where it asks to.
 * The pages of a directory that changes meanwhile may leave something out or show it twice.
 */
public final class DirectoryReader {

  /** Most that Atlassian answers at once. */
  private static final int PAGE = 100;

  /** Most entries that are read of a directory, so that one that never ends is left. */
  static final long MAX_ENTRIES = 1_000_000;

  private static final int MAX_TRIES = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final String WITHOUT_MEMBERS = "excludedAttributes=members";

  private final ScimCalls calls;
  private final Duration firstPause;
  private final long mostEntries;

  DirectoryReader(ScimCalls calls, Duration firstPause, long mostEntries) {
    this.calls = calls;
    this.firstPause = firstPause;
    this.mostEntries = mostEntries;
  }

  /** Takes what was read. */
  @FunctionalInterface
  public interface Pages<T> {

    /**
     * Takes one page.
     *
     * @param page never empty
     * @param total how many the directory says there are
     */
    void page(List<T> page, long total) throws RefusalException;
  }

  /** Whether its accounts are to be linked to accounts of an Atlassian organization. */
  public boolean isAtlassian() {
    return calls.directory().isAtlassian();
  }

  /**
   * Reads every account.
   *
   * @throws RefusalException with the code for which a delivery would fail
   */
  public void accounts(Pages<RemoteAccount> pages) throws RefusalException {
    read("/Users", "", RemoteAccount::new, RemoteAccount::id, pages);
  }

  /**
   * Reads every group, without members.
   *
   * @throws RefusalException with the code for which a delivery would fail
   */
  public void groups(Pages<RemoteGroup> pages) throws RefusalException {
    read("/Groups", "&" + WITHOUT_MEMBERS, RemoteGroup::of, RemoteGroup::id, pages);
  }

  /**
   * At most a page of accounts from one position on; none behind the last.
   *
   * @param start the position of the first, from 1
   */
  public List<RemoteAccount> accountsFrom(long start) throws RefusalException {
    if (start > mostEntries) {
      throw invalid("The directory has more entries than are read.");
    }
    Optional<ScimReply> reply = Optional.empty();
    for (int size = PAGE; reply.isEmpty(); size = Math.max(1, size / 2)) {
      reply = page("/Users?startIndex=" + start + "&count=" + size, size);
    }
    ScimReply page = reply.get();
    return start > total(page) ? List.of() : patiently(() -> resources(page, RemoteAccount::new));
  }

  /** One account by the directory's id. */
  public Optional<RemoteAccount> account(String id) throws RefusalException {
    ScimReply reply = patiently(() -> requireFoundOrMissing(calls.get("/Users/" + id)));
    return reply.isMissing()
        ? Optional.empty()
        : Optional.of(patiently(() -> new RemoteAccount(reply.resource())));
  }

  /** The accounts of that user name, in any case. */
  public List<RemoteAccount> accountsNamed(String userName) throws RefusalException {
    return patiently(
        () -> {
          List<RemoteAccount> found = new ArrayList<>();
          for (Map<String, Object> each : calls.find("/Users", "userName", userName, "")) {
            RemoteAccount account = new RemoteAccount(each);
            if (account.userName().equalsIgnoreCase(userName)) {
              found.add(account);
            }
          }
          return found;
        });
  }

  /** Whether the directory has the group of that id. */
  public boolean hasGroup(String id) throws RefusalException {
    String path = "/Groups/" + id + "?" + WITHOUT_MEMBERS;
    return !patiently(() -> requireFoundOrMissing(calls.get(path))).isMissing();
  }

  /**
   * Writes the binding's id into an account that another client or a person made, so that the next
   * delivery takes it for the broker's own.
   *
   * @throws RefusalException with {@code delivery_account_foreign} when the directory refuses
   */
  public void claim(RemoteAccount account, DesiredAccount owner) throws RefusalException {
    Map<String, Object> externalId = Map.of("externalId", new AccountDocument(owner).externalId());
    WriteTurn turn = new WriteTurn(System::nanoTime, System.nanoTime(), Duration.ofHours(1));
    ScimReply reply =
        patiently(
            () ->
                calls.patch("/Users/" + account.id(), AccountDocument.replacing(externalId), turn));
    if (!reply.isSuccess() || !new AccountDocument(owner).owns(reply.resource())) {
      throw new RefusalException(
          Code.DELIVERY_ACCOUNT_FOREIGN, "status " + reply.status() + " for " + account.id());
    }
  }

  /** What makes something of a resource. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(Map<String, Object> resource) throws DeliveryFailure;
  }

  /**
   * Reads until the page behind the last resource, which has none. Some directories begin there
   * again with the first one.
   */
  private <T> void read(
      String resources, String more, Reading<T> reading, Function<T, String> id, Pages<T> pages)
      throws RefusalException {
    long start = 1;
    int size = PAGE;
    Optional<String> first = Optional.empty();
    while (start <= mostEntries + 1) {
      String path = resources + "?startIndex=" + start + "&count=" + size + more;
      Optional<ScimReply> reply = page(path, size);
      if (reply.isEmpty()) {
        size = Math.max(1, size / 2);
        continue;
      }
      List<T> page = patiently(() -> resources(reply.get(), reading));
      if (page.isEmpty()) {
        requireEnd(start, total(reply.get()));
        return;
      }
      String begin = id.apply(page.get(0));
      long total = total(reply.get());
      if (first.isPresent() && begin.equals(first.get()) && start > total) {
        return;
      }
      first = first.or(() -> Optional.of(begin));
      pages.page(page, total);
      start += page.size();
    }
    throw invalid("The directory has more entries than are read.");
  }

  /** Nobody was shown though there is somebody: to take that for an empty directory does harm. */
  private static void requireEnd(long start, long total) throws RefusalException {
    if (start == 1 && total > 0) {
      throw invalid("The first page is empty although the directory has entries.");
    }
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.DELIVERY_ANSWER_INVALID, detail);
  }

  /** One page; empty when the answer cannot be read, which a smaller one may mend. */
  private Optional<ScimReply> page(String path, int size) throws RefusalException {
    return patiently(
        () -> {
          try {
            return Optional.of(requirePage(calls.get(path)));
          } catch (DeliveryFailure failure) {
            if (failure.code() == Code.DELIVERY_ANSWER_INVALID && size > 1) {
              return Optional.<ScimReply>empty();
            }
            throw failure;
          }
        });
  }

  private static ScimReply requirePage(ScimReply reply) throws DeliveryFailure {
    if (!ScimCalls.requireDirectory(reply).isSuccess()
        || !(reply.resource().getOrDefault("Resources", List.of()) instanceof List<?>)) {
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, "not a list of resources");
    }
    return reply;
  }

  private static ScimReply requireFoundOrMissing(ScimReply reply) throws DeliveryFailure {
    if (!reply.isSuccess() && !reply.isMissing()) {
      throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, "status " + reply.status());
    }
    return reply;
  }

  private static <T> List<T> resources(ScimReply reply, Reading<T> reading) throws DeliveryFailure {
    List<T> all = new ArrayList<>();
    for (Object each : (List<?>) reply.resource().getOrDefault("Resources", List.of())) {
      if (each == null) {
        throw DeliveryFailure.retry(Code.DELIVERY_ANSWER_INVALID, "a resource is null");
      }
      all.add(reading.of(ScimCalls.members(each)));
    }
    return all;
  }

  private static long total(ScimReply reply) {
    return reply.resource().get("totalResults") instanceof Number total ? total.longValue() : 0;
  }

  /** What is asked of a directory. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws DeliveryFailure;
  }

  /** Asks again after failures that may pass, no sooner than the directory says. */
  private <T> T patiently(Question<T> question) throws RefusalException {
    for (int tried = 1; ; tried++) {
      try {
        return question.ask();
      } catch (DeliveryFailure failure) {
        boolean passes = failure.consequence() == DeliveryFailure.Consequence.RETRY;
        if (!passes || tried == MAX_TRIES || Thread.currentThread().isInterrupted()) {
          // The detail may quote a person.
          throw new RefusalException(failure.code(), "The directory could not be read to its end.");
        }
        pause(tried, failure);
      }
    }
  }

  private void pause(int tried, DeliveryFailure failure) throws RefusalException {
    Duration doubled = firstPause.multipliedBy(1L << tried);
    Duration asked = failure.after().orElse(Duration.ZERO);
    Duration pause = asked.compareTo(doubled) > 0 ? asked : doubled;
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    try {
      TimeUnit.MILLISECONDS.sleep(bounded.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RefusalException(Code.DELIVERY_UNREACHABLE, "The broker stops.", stopped);
    }
  }
}
