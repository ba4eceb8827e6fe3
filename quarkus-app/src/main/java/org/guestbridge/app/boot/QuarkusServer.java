package org.guestbridge.app.boot;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.guestbridge.app.cli.Database;
import org.guestbridge.app.cli.Guestbridge;
import org.guestbridge.app.cli.ServeOptions;
import org.guestbridge.app.cli.Server;
import org.guestbridge.app.cli.Terminal;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.keys.KeySize;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.jspecify.annotations.Nullable;

/**
 * Serves with Quarkus. A realm file with problems, or a missing key ring, is refused before
 * anything is started; the command line's options become settings of the process.
 */
public final class QuarkusServer implements Server {

  private static final String DATABASE_VARIABLE = "GUESTBRIDGE_DB_URL";

  private static final Set<Code> MISSING =
      EnumSet.of(Code.KEY_RING_MISSING, Code.SIGNING_KEY_MISSING);

  private final Terminal terminal;

  /** A server that says on {@code terminal} why it does not start. */
  public QuarkusServer(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int serve(ServeOptions options) throws RefusalException {
    List<Path> files = RealmFiles.of(options.realms());
    RealmLoader loader =
        new RealmLoader(
            terminal.environment()::get, new MetadataRegistrations(InstantSource.system()));
    Set<RealmId> realms = new LinkedHashSet<>();
    for (Path file : files) {
      if (!(loader.load(file) instanceof LoadResult.Loaded loaded)) {
        return new Guestbridge(terminal, Optional.empty(), List.of())
            .run("validate", file.toString());
      }
      RealmId realm = loaded.realm().id();
      if (!realms.add(realm)) {
        throw new RefusalException(
            Code.REALM_DUPLICATE, "Two realm files have the realm " + realm + ".");
      }
    }
    for (RealmId realm : realms) {
      requireKeys(options, realm);
    }
    configure(options, files);
    AtomicInteger exit = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Quarkus.run(
        null,
        (code, thrown) -> {
          exit.set(code);
          failure.set(thrown);
        });
    return StartFailure.of(failure.get()).map(this::refuse).orElseGet(exit::get);
  }

  private int refuse(StartFailure failure) {
    terminal.err().println("error: " + failure.code().text());
    terminal.err().println("  " + failure.detail());
    terminal.err().println("  " + failure.code().remedy());
    return 1;
  }

  /** Asks a broker that runs in this process to stop. */
  public static void stop() {
    Quarkus.asyncExit(0);
  }

  /**
   * Only an embedded single instance makes its own keys: two brokers on one database must never
   * sign or digest with two.
   */
  private void requireKeys(ServeOptions options, RealmId realm) throws RefusalException {
    KeyRingLocation location = KeyRingLocation.in(options.data(), terminal.environment());
    try {
      KeyRing.open(location).keys(realm);
    } catch (RefusalException refusal) {
      boolean embedded =
          options.database().isEmpty() && !terminal.environment().containsKey(DATABASE_VARIABLE);
      if (!embedded || !MISSING.contains(refusal.code())) {
        throw refusal;
      }
      KeyRing.generate(location, realm, KeySize.RSA_2048, InstantSource.system());
      terminal
          .err()
          .println("Made keys for " + realm + " in " + options.data() + "; back them up.");
    }
  }

  private static void configure(ServeOptions options, List<Path> files) {
    set(
        "guestbridge.realm-file",
        files.stream()
            .map(file -> file.toAbsolutePath().toString().replace(",", "\\,"))
            .collect(Collectors.joining(",")));
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
