package org.guestbridge.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that starts the mail container, with every program replaced by one that takes notes.
 */
@Timeout(60)
class MailStartTest {

  private static final Path SCRIPT = Path.of("src", "main", "mail", "start").toAbsolutePath();
  private static final String PASSWORD = "p\\a&s\"s'$(id) \\n|%w0rd";
  private static final List<String> REPLACED = List.of("postconf", "chgrp", "postsrsd", "postfix");
  private static final List<String> WATCHED = List.of("awk", "cat", "cp", "chmod", "mv");

  @TempDir Path temporary;

  private Path config;
  private Path notes;

  @BeforeEach
  void prepare() throws Exception {
    config = Files.createDirectory(temporary.resolve("etc"));
    notes = Files.createFile(temporary.resolve("notes"));
    Path secrets = Files.createDirectory(temporary.resolve("secrets"));
    Files.copy(SCRIPT.resolveSibling("routes.cf"), config.resolve("routes.cf"));
    Files.writeString(secrets.resolve("mail-database.password"), PASSWORD + "\n");
    Files.writeString(secrets.resolve("srs.secret"), "only-for-srs\n");
    Path programs = Files.createDirectory(temporary.resolve("bin"));
    for (String name : REPLACED) {
      program(programs, name, "");
    }
    for (String name : WATCHED) {
      program(programs, name, "exec /usr/bin/" + name + " \"$@\"\n");
    }
  }

  @Test
  void startWhenRunTwiceThenTheFileHasThePasswordAndNoArgumentEver() throws Exception {
    start();
    start();
    assertThat(Files.readString(config.resolve("routes.cf")))
        .contains("\npassword = " + PASSWORD + "\n", "\ndomain = aliases.example.com\n")
        .doesNotContain("@PASSWORD@");
    assertThat(permissions(config.resolve("routes.cf"))).isEqualTo("rw-r-----");
    assertThat(permissions(temporary.resolve("srs"))).isEqualTo("rw-------");
    assertThat(Files.exists(config.resolve("routes.cf.new"))).isFalse();
    assertThat(Files.readString(notes))
        .contains("awk", "chgrp\npostfix\n", "postfix\n-c\n" + config + "\nstart-fg\n")
        .doesNotContain("w0rd", "only-for-srs");
  }

  private void start() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPT.toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                temporary.resolve("bin") + ":/usr/bin:/bin",
                "ALIAS_DOMAIN",
                "aliases.example.com",
                "MAIL_HOST",
                "mx.aliases.example.com",
                "POSTMASTER",
                "postmaster@example.com",
                "SECRETS",
                temporary.resolve("secrets").toString(),
                "POSTFIX_CONFIG",
                config.toString(),
                "SRS_SECRET",
                temporary.resolve("srs").toString()));
    Path said = temporary.resolve("said");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  /** A program that notes its name and each argument on a line of its own. */
  private void program(Path directory, String name, String then) throws Exception {
    Path file = directory.resolve(name);
    Files.writeString(
        file, "#!/bin/sh\nprintf '%s\\n' " + name + " \"$@\" >> '" + notes + "'\n" + then);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
