package org.guestbridge.app.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** The realm files that one process serves, as they were named at its start. */
final class RealmFiles {

  /** Most files one process serves. */
  static final int MAX = 64;

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private RealmFiles() {}

  /**
   * The files themselves, and for a directory every {@code .yaml}, {@code .yml} and {@code .json}
   * file right in it, in order of name.
   *
   * @throws RefusalException {@link Code#REALM_UNREADABLE} when a directory cannot be read, {@link
   *     Code#SETTING_INVALID} when there is no file, or more than {@value #MAX}
   */
  static List<Path> of(List<Path> named) throws RefusalException {
    List<Path> files = new ArrayList<>();
    for (Path each : named) {
      files.addAll(Files.isDirectory(each) ? in(each) : List.of(each));
    }
    if (files.isEmpty() || files.size() > MAX) {
      throw new RefusalException(
          Code.SETTING_INVALID,
          "There are " + files.size() + " realm files; one process serves 1 to " + MAX + ".");
    }
    return List.copyOf(files);
  }

  private static List<Path> in(Path directory) throws RefusalException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(RealmFiles::isRealmFile).sorted().limit(MAX + 1L).toList();
    } catch (IOException e) {
      throw new RefusalException(
          Code.REALM_UNREADABLE, "The directory of realm files cannot be read.", e);
    }
  }

  private static boolean isRealmFile(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file);
  }
}
