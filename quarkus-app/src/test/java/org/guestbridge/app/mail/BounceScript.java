package org.guestbridge.app.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The script of {@code docs/mail.md} that reports bounces, run as it stands there but for the place
 * of the log, with a command {@code guestbridge} that only notes what it is told.
 */
final class BounceScript {

  private final Path directory;

  /** A script that keeps its files in a directory of its own. */
  BounceScript(Path directory) {
    this.directory = directory;
  }

  /** Runs it over that log, with a command that ends with 0; what the command was told of. */
  List<String> run(String log) throws IOException, InterruptedException {
    return run(log, 0);
  }

  /** Runs it over that log, with a command that ends with {@code exit}. */
  List<String> run(String log, int exit) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("postfix.log"), log);
    Path told = Files.writeString(directory.resolve("told"), "");
    Path command = directory.resolve("guestbridge");
    Files.writeString(
        command, "#!/bin/sh\necho \"$1 $2 $5 $6 $3 $4\" >> '" + told + "'\nexit " + exit + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    String script = documented().replace("/var/log/postfix.log", file.toString());
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
    shell.environment().merge("PATH", directory.toString(), (path, own) -> own + ":" + path);
    shell.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = shell.start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the script did not end");
    }
    String order = "mail bounced --as postfix ";
    return Files.readAllLines(told).stream()
        .map(line -> line.startsWith(order) ? line.substring(order.length()) : line)
        .toList();
  }

  private static String documented() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "mail.md"));
    int begin = page.indexOf("\nsed -n") + 1;
    return page.substring(begin, page.indexOf("```", begin));
  }
}
