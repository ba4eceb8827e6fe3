package org.guestbridge.app.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs checks side by side. One that hangs or breaks is a finding and stops no other. */
public final class Doctor {

  /** Checks that run at the same time. */
  private static final int THREADS = 16;

  /** After this long the person at the terminal is told what is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Consumer<String> progress;

  /**
   * A doctor.
   *
   * @param progress told, in a few words, what takes long
   */
  public Doctor(Consumer<String> progress) {
    this.progress = progress;
  }

  /** What the checks find, in the order of the checks. */
  public List<Finding> examine(List<Check> checks) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, Doctor::thread);
    try {
      Map<Check, Future<List<Finding>>> running = new LinkedHashMap<>();
      checks.forEach(check -> running.put(check, threads.submit(check::run)));
      List<Finding> findings = new ArrayList<>();
      running.forEach((check, result) -> findings.addAll(await(check, result)));
      return findings;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Finding> await(Check check, Future<List<Finding>> result) {
    try {
      return awaitPatiently(check, result);
    } catch (TimeoutException late) {
      result.cancel(true);
      return List.of(
          Finding.of(
              Diagnosis.CHECK_SLOW,
              check.name(),
              "given up after " + check.limit().toSeconds() + " seconds"));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of(Finding.of(Diagnosis.CHECK_SLOW, check.name(), "interrupted"));
    } catch (ExecutionException broken) {
      return List.of(Finding.of(Diagnosis.CHECK_FAILED, check.name(), nameOf(broken.getCause())));
    }
  }

  private List<Finding> awaitPatiently(Check check, Future<List<Finding>> result)
      throws TimeoutException, InterruptedException, ExecutionException {
    Duration patience = check.limit().compareTo(PATIENCE) < 0 ? check.limit() : PATIENCE;
    try {
      return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      progress.accept("still looking at " + check.name());
      return result.get(check.limit().minus(patience).toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** The kind of a failure; its message might quote what it failed on. */
  private static String nameOf(@Nullable Throwable failure) {
    return failure == null ? "unknown" : failure.getClass().getSimpleName();
  }

  /** A thread that does not keep the process alive. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "doctor");
    thread.setDaemon(true);
    return thread;
  }
}
