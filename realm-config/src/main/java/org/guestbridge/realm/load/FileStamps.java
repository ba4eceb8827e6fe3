package org.guestbridge.realm.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How files looked just before they were read, so that a later look tells whether one was edited,
 * replaced, made or deleted. Only attributes are compared; no content is read.
 */
public final class FileStamps {

  private final Map<Path, Optional<Stamp>> stamps;

  private FileStamps(Map<Path, Optional<Stamp>> stamps) {
    this.stamps = Map.copyOf(stamps);
  }

  /** How {@code file} looks now; a link is followed. */
  public static FileStamps of(Path file) {
    return new FileStamps(Map.of(file, Stamp.of(file)));
  }

  /** The files, whether they are there or not. */
  public Set<Path> paths() {
    return stamps.keySet();
  }

  /** Whether one of the files looks otherwise now. */
  public boolean changed() {
    return stamps.entrySet().stream()
        .anyMatch(file -> !Stamp.of(file.getKey()).equals(file.getValue()));
  }

  static FileStamps none() {
    return new FileStamps(Map.of());
  }

  /** These files and {@code others}. */
  FileStamps and(FileStamps others) {
    Map<Path, Optional<Stamp>> all = new HashMap<>(others.stamps);
    all.putAll(stamps);
    return new FileStamps(all);
  }

  /** The key is the file's number on its volume, where there is one: another file has another. */
  private record Stamp(FileTime modified, long size, String key) {

    static Optional<Stamp> of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(
                attributes.lastModifiedTime(),
                attributes.size(),
                Objects.toString(attributes.fileKey(), "")));
      } catch (IOException unreadable) {
        return Optional.empty();
      }
    }
  }
}
