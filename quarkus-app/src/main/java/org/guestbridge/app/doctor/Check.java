package org.guestbridge.app.doctor;

import java.time.Duration;
import java.util.List;

/** One thing to look at, independent of all others. */
public interface Check {

  /** When a check is given up, unless it says otherwise. */
  Duration LIMIT = Duration.ofSeconds(20);

  /** What it looks at, in a few words. */
  String name();

  /** Looks. What fails is a finding, not an exception. */
  List<Finding> run();

  /** When it is given up. */
  default Duration limit() {
    return LIMIT;
  }
}
