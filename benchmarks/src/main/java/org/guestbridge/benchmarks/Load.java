package org.guestbridge.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs people in, several at a time. */
final class Load implements AutoCloseable {

  private final LoginClient client;
  private final int concurrency;
  private final ExecutorService threads;

  Load(LoginClient client, int concurrency) {
    this.client = client;
    this.concurrency = concurrency;
    this.threads = Executors.newFixedThreadPool(concurrency);
  }

  /**
   * Signs in people number {@code from} to {@code to}, the last one excluded, once each.
   *
   * @return how long it took, in seconds
   * @throws IOException when any login fails: a figure with failures in it means nothing
   */
  double signIn(int from, int to) throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    long start = System.nanoTime();
    List<Future<?>> workers = new ArrayList<>();
    for (int worker = 0; worker < concurrency; worker++) {
      workers.add(
          threads.submit(
              () -> {
                for (int person = next.getAndIncrement();
                    person < to;
                    person = next.getAndIncrement()) {
                  client.signIn(Population.key(person));
                }
                return null;
              }));
    }
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        throw new IOException("a login failed: " + e.getCause(), e.getCause());
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
