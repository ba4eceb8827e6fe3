package org.guestbridge.app.samlxml;

import org.opensaml.core.config.InitializationException;
import org.opensaml.core.config.InitializationService;

/**
 * Starts OpenSAML once for the process. Nothing in this package works before; the application calls
 * it before it serves, so that a broken class path stops the start and not the first login.
 *
 * <p>Registers no security provider and sets no default of the JVM other than Santuario's own
 * {@code org.apache.xml.security.ignoreLineBreaks}.
 */
public final class OpenSamlRuntime {

  private OpenSamlRuntime() {}

  /**
   * Initialises OpenSAML and Santuario; later calls do nothing.
   *
   * @throws IllegalStateException when the library cannot start
   */
  public static void initialise() {
    Started.check();
  }

  /** Initialised by the class loader: once, and visible to every thread. */
  private static final class Started {

    static {
      start();
    }

    static void check() {}

    private static void start() {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(InitializationService.class.getClassLoader());
      try {
        InitializationService.initialize();
      } catch (InitializationException e) {
        throw new IllegalStateException("OpenSAML does not start", e);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }
}
