package org.guestbridge.app.boot;

import io.quarkus.runtime.Quarkus;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.guestbridge.app.cli.Database;
import org.guestbridge.app.cli.ServeOptions;
import org.guestbridge.app.cli.Server;

/** Serves with Quarkus; the command line's options become settings of the process. */
public final class QuarkusServer implements Server {

  @Override
  public int serve(ServeOptions options) {
    configure(options);
    AtomicInteger exit = new AtomicInteger();
    Quarkus.run(null, (code, failure) -> exit.set(failure == null ? code : 1));
    return exit.get();
  }

  /** Asks a broker that runs in this process to stop. */
  public static void stop() {
    Quarkus.asyncExit(0);
  }

  private static void configure(ServeOptions options) {
    set("guestbridge.realm-file", options.realm().toAbsolutePath().toString());
    set("guestbridge.data", options.data().toAbsolutePath().toString());
    set("guestbridge.port", options.port());
    set("guestbridge.management-port", options.managementPort());
    Optional<Database> database = options.database();
    if (database.isPresent()) {
      set("guestbridge.db.url", database.get().url());
      set("guestbridge.db.user", database.get().user());
      set("guestbridge.db.password", database.get().password());
    }
  }

  private static void set(String name, OptionalInt value) {
    if (value.isPresent()) {
      set(name, Integer.toString(value.getAsInt()));
    }
  }

  private static void set(String name, String value) {
    if (!value.isEmpty()) {
      System.setProperty(name, value);
    }
  }
}
