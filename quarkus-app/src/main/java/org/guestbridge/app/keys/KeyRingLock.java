package org.guestbridge.app.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/**
 * Held by the one who changes a ring, on {@code keyring.lock} beside it. Readers need none: the
 * ring is replaced as a whole. The operating system gives the lock back when its holder dies.
 */
final class KeyRingLock {

  private final FileChannel channel;

  private KeyRingLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @throws RefusalException {@code key_ring_locked} when somebody holds it
   */
  static KeyRingLock take(Path ring) throws IOException, RefusalException {
    Path file = ring.resolveSibling("keyring.lock");
    FileChannel channel =
        OwnerOnlyFile.channel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new KeyRingLock(channel);
      }
    } catch (OverlappingFileLockException heldInThisProcess) {
      // Refused below, as when another process holds it.
    }
    channel.close();
    throw new RefusalException(Code.KEY_RING_LOCKED, "Another command holds " + file + ".");
  }

  void release() throws IOException {
    channel.close();
  }
}
