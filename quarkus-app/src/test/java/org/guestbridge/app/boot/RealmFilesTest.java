package org.guestbridge.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.guestbridge.app.ExampleRealm;
import org.guestbridge.app.cli.ServeOptions;
import org.guestbridge.app.cli.Terminal;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a process is asked to serve. */
class RealmFilesTest {

  private static final String REALM =
      ExampleRealm.with(ExampleRealm.CREDENTIAL, "{ secret: \"${file:client-secret}\" }");

  @TempDir Path directory;

  @Test
  void ofWhenDirectoryThenItsRealmFilesInOrderOfName() throws Exception {
    Path first = Files.createFile(directory.resolve("a.yaml"));
    Path second = Files.createFile(directory.resolve("b.JSON"));
    Path third = Files.createFile(directory.resolve("c.yml"));
    Files.createFile(directory.resolve("client-secret"));
    Files.createFile(directory.resolve(".hidden.yaml"));
    Files.createDirectory(directory.resolve("d.yaml"));
    Path other = Path.of("other");

    assertThat(RealmFiles.of(List.of(other, directory)))
        .containsExactly(other, first, second, third);
  }

  @Test
  void ofWhenNoneOrTooManyThenRefused() throws Exception {
    Path file = Path.of("realm.yaml");

    assertThat(RealmFiles.of(Collections.nCopies(RealmFiles.MAX, file))).hasSize(RealmFiles.MAX);
    assertRefused(Code.SETTING_INVALID, () -> RealmFiles.of(List.of(directory)));
    assertRefused(
        Code.SETTING_INVALID, () -> RealmFiles.of(Collections.nCopies(RealmFiles.MAX + 1, file)));
  }

  @Test
  void serveWhenTwoFilesHaveOneRealmThenRefusedBeforeAnythingIsMade() throws Exception {
    Files.writeString(directory.resolve("client-secret"), "a-secret-of-this-test");
    Path one = Files.writeString(directory.resolve("one.yaml"), REALM);
    Path two = Files.writeString(directory.resolve("two.yaml"), REALM);
    Path data = directory.resolve("data");

    assertRefused(
        Code.REALM_DUPLICATE,
        () ->
            new QuarkusServer(Terminal.ofProcess())
                .serve(
                    new ServeOptions(
                        List.of(one, two),
                        data,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty())));
    assertThat(data).doesNotExist();
  }

  private static void assertRefused(Code code, Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            RefusalException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /** Something that may be refused. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws RefusalException;
  }
}
