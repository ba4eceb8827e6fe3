package org.guestbridge.app.cli;

/** What {@code serve} starts. */
@FunctionalInterface
public interface Server {

  /**
   * Serves until the process is asked to stop.
   *
   * @return the exit code: 0 after a regular stop
   * @throws org.guestbridge.core.problem.RefusalException when the start is refused
   */
  int serve(ServeOptions options) throws org.guestbridge.core.problem.RefusalException;
}
