package org.guestbridge.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on 64 threads that start at the same instant. */
public final class Race {

  /** How many threads race. */
  public static final int THREADS = 64;

  private Race() {}

  /** The results of {@code tasks}, in their order; throws what the first failed one threw. */
  public static <T> List<T> run(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> task : running) {
        results.add(task.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
