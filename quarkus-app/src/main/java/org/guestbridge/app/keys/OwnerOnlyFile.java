package org.guestbridge.app.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file with a secret in it: mode 0600 from its first byte, in a directory that this class makes
 * 0700, written whole or not at all. On a file system without POSIX permissions the directory's own
 * access list has to do.
 *
 * @param path where
 */
public record OwnerOnlyFile(Path path) {

  /** Largest file that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Writes {@code content} to a file that must not exist yet.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it does; it is left as it was
   */
  public void create(byte[] content) throws IOException {
    Path temporary = writeBeside(content);
    try {
      Files.createLink(path, temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory();
  }

  /** Writes {@code content}, replacing the file if there is one. */
  public void replace(byte[] content) throws IOException {
    Path temporary = writeBeside(content);
    try {
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncDirectory();
  }

  /**
   * The file's bytes.
   *
   * @throws ExposedFileException when somebody other than its owner may read or write it
   */
  public byte[] read() throws IOException {
    if (isExposed()) {
      throw new ExposedFileException(path.getFileName() + " is open to group or others");
    }
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(path.getFileName() + " is larger than 1 MiB");
    }
    return Files.readAllBytes(path);
  }

  /** Whether the file is there, whoever may read it. */
  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isExposed() throws IOException {
    return hasPermissions(path) && !OWNER.containsAll(Files.getPosixFilePermissions(path));
  }

  private Path writeBeside(byte[] content) throws IOException {
    Path directory = directory();
    byte[] suffix = new byte[8];
    RANDOM.nextBytes(suffix);
    Path temporary =
        directory.resolve("." + path.getFileName() + "." + HexFormat.of().formatHex(suffix));
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = channel(temporary, options)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    return temporary;
  }

  /** Opens {@code file}; it, and its directory, are made for the owner only if they are missing. */
  static FileChannel channel(Path file, Set<StandardOpenOption> options) throws IOException {
    Path directory = new OwnerOnlyFile(file).directory();
    createDirectory(directory);
    return FileChannel.open(file, options, mode(directory, "rw-------"));
  }

  private void syncDirectory() throws IOException {
    if (hasPermissions(directory())) {
      try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private Path directory() {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /** Makes {@code directory} and its missing parents, all of them 0700. */
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, mode(Path.of("").toAbsolutePath(), "rwx------"));
    }
  }

  private static FileAttribute<?>[] mode(Path near, String permissions) {
    return hasPermissions(near)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }
}
