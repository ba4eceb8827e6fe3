package org.guestbridge.app.fuzz;

import java.util.List;

/** One reader of untrusted bytes and what must hold of everything that it accepts. */
public interface FuzzTarget {

  /** Where to begin: inputs that are accepted and inputs that are refused. */
  List<byte[]> seeds() throws Exception;

  /**
   * Reads {@code input} and returns when it is accepted and keeps every property.
   *
   * @throws org.guestbridge.core.problem.RefusalException when it is refused; any other exception
   *     is a finding
   */
  void read(byte[] input) throws Exception;
}
