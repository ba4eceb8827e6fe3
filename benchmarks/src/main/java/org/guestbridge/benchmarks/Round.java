package org.guestbridge.benchmarks;

/**
 * One round of logins, as the broker's process felt it.
 *
 * @param cpu CPU milliseconds a login
 * @param compiler the part of it in the just-in-time compiler, which ends when the JVM is settled
 * @param system the part of it in the kernel
 * @param perSecond logins a second, on whatever the machine had left
 */
record Round(double cpu, double compiler, double system, double perSecond) {

  /** What is left without the compiler. */
  double code() {
    return cpu - compiler;
  }

  /** The round between two readings. */
  static Round of(ProcessUsage before, ProcessUsage after, double seconds, int logins) {
    return new Round(
        after.cpuMillisecondsSince(before) / logins,
        after.compilerMillisecondsSince(before) / logins,
        after.systemMillisecondsSince(before) / logins,
        logins / seconds);
  }
}
