package org.guestbridge.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the kernel says a process has used: every thread of it, garbage collector and compiler
 * included.
 *
 * @param userTicks CPU time in its own code, in hundredths of a second
 * @param systemTicks CPU time in the kernel for it, in hundredths of a second
 * @param compilerTicks the part of both that the just-in-time compiler's threads used
 * @param residentKilobytes memory that is in RAM now
 */
record ProcessUsage(long userTicks, long systemTicks, long compilerTicks, long residentKilobytes) {

  /** Linux reports in this unit whatever the kernel's own tick is. */
  private static final int MILLISECONDS_PER_TICK = 10;

  /** HotSpot names its threads so, cut to the kernel's fifteen characters. */
  private static final Pattern COMPILER = Pattern.compile("\\(C[12] CompilerThre");

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  /** Reads the usage of a running process; Linux only. */
  static ProcessUsage of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    List<String> threads = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        threads.add(statOf(task));
      }
    }
    return parse(
        Files.readString(process.resolve("stat")),
        Files.readString(process.resolve("status")),
        threads);
  }

  private static String statOf(Path task) throws IOException {
    try {
      return Files.readString(task.resolve("stat"));
    } catch (NoSuchFileException ended) {
      return "";
    }
  }

  /**
   * Parses {@code /proc/PID/stat} and {@code /proc/PID/status} (proc(5)).
   *
   * @param threads {@code /proc/PID/task/TID/stat} of each, empty for one that just ended
   * @throws IOException when they do not have that layout
   */
  static ProcessUsage parse(String stat, String status, List<String> threads) throws IOException {
    long compiler = 0;
    for (String thread : threads) {
      if (COMPILER.matcher(thread).find()) {
        String[] fields = fields(thread);
        compiler += number(fields[USER_TIME]) + number(fields[SYSTEM_TIME]);
      }
    }
    String[] fields = fields(stat);
    return new ProcessUsage(
        number(fields[USER_TIME]),
        number(fields[SYSTEM_TIME]),
        compiler,
        residentKilobytes(status));
  }

  private static String[] fields(String stat) throws IOException {
    // The second field is the name in parentheses, which may hold spaces and parentheses itself.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length <= SYSTEM_TIME) {
      throw new IOException("not the layout of /proc/PID/stat");
    }
    return fields;
  }

  /** CPU time of both kinds since {@code before}. */
  double cpuMillisecondsSince(ProcessUsage before) {
    return (double) MILLISECONDS_PER_TICK
        * (userTicks + systemTicks - before.userTicks - before.systemTicks);
  }

  /** Of {@link #cpuMillisecondsSince}, the part of the just-in-time compiler. */
  double compilerMillisecondsSince(ProcessUsage before) {
    return (double) MILLISECONDS_PER_TICK * (compilerTicks - before.compilerTicks);
  }

  /** Of {@link #cpuMillisecondsSince}, the part in the kernel. */
  double systemMillisecondsSince(ProcessUsage before) {
    return (double) MILLISECONDS_PER_TICK * (systemTicks - before.systemTicks);
  }

  /** Resident memory for people to read. */
  String resident() {
    return String.format(Locale.ROOT, "%d MB", residentKilobytes / 1024);
  }

  private static long residentKilobytes(String status) throws IOException {
    for (String line : status.lines().toList()) {
      if (line.startsWith("VmRSS:")) {
        return number(line.substring("VmRSS:".length()).replace("kB", "").strip());
      }
    }
    throw new IOException("no VmRSS in /proc/PID/status");
  }

  private static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("not a number: " + text, e);
    }
  }
}
