package org.guestbridge.keycloak.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Keycloak directory with the jar in {@code providers/}, built for one kind of database. It is
 * made once for a jar; a later run with the same jar finds it built.
 *
 * @param directory where
 */
public record KeycloakHome(Path directory) {

  /** Which distribution runs; the build sets it. */
  public static final String DISTRIBUTION = "guestbridge.keycloak.distribution";

  /** The jar that ships. */
  public static final String PROVIDER_JAR = "guestbridge.keycloak.provider";

  /** Most of a server's short life is its start, which code that is optimized later only delays. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC";

  private static final Map<Database, KeycloakHome> BUILT = new ConcurrentHashMap<>();

  /** The home for servers on {@code database}. */
  public static KeycloakHome of(Database database) {
    return BUILT.computeIfAbsent(database, KeycloakHome::make);
  }

  /** The jar that ships. */
  public static Path providerJar() {
    return Path.of(property(PROVIDER_JAR));
  }

  private static KeycloakHome make(Database database) {
    Path distribution = Path.of(property(DISTRIBUTION));
    Path directory = distribution.resolveSibling("home-" + database);
    try {
      String digest = sha256(providerJar());
      Path marker = directory.resolve("built-with");
      if (!Files.exists(marker) || !Files.readString(marker).equals(digest)) {
        delete(directory);
        link(distribution, directory);
        Files.copy(providerJar(), directory.resolve("providers/guestbridge-keycloak.jar"));
        KeycloakHome home = new KeycloakHome(directory);
        home.build(database);
        Files.writeString(marker, digest);
      }
      return new KeycloakHome(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A home of its own, built as this one is, that a test may break. */
  public KeycloakHome copy(Path target) throws IOException {
    delete(target);
    link(directory, target);
    delete(target.resolve("data"));
    return new KeycloakHome(target);
  }

  /** Runs {@code kc.sh build}. */
  public void build(Database database) throws IOException {
    Path log = directory.resolve("build.log");
    run(log, "build", "--db=" + database.kind());
  }

  /** Runs a command of {@code kc.sh} to its end, which must be a success. */
  public void run(Path log, String... arguments) throws IOException {
    Process process = command(List.of(arguments)).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(15, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("kc.sh failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The command line of {@code kc.sh} in this home, on the JDK that runs the tests. */
  ProcessBuilder command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(directory.resolve("bin/kc.sh").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx640m");
    builder.environment().put("JAVA_OPTS_APPEND", SHORT_LIVED);
    builder.environment().remove("JAVA_OPTS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("run by the build, or set -D" + name);
    }
    return value;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Links what is never written; copies the rest, so that one home's build touches no other. The
   * time of a jar is kept: by it, Keycloak tells whether it was built with that jar.
   */
  private static void link(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(each);
            if (relative.startsWith("lib/lib")) {
              linkOrCopy(each, to.resolve(relative));
            } else {
              Files.copy(each, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void linkOrCopy(Path each, Path target) throws IOException {
    try {
      Files.createLink(target, each);
    } catch (IOException | UnsupportedOperationException otherFileSystem) {
      Files.copy(each, target);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
