package org.guestbridge.app.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/** A key ring's file: what opens is whole. */
public final class KeyRingFuzz implements FuzzTarget {

  private static final Map<String, String> PASSWORD =
      Map.of(KeyRingLocation.PASSWORD_VARIABLE, "a password for fuzzing only");

  private final Path data = directory();

  @Override
  public List<byte[]> seeds() throws Exception {
    Path generated = data.resolve("generated");
    KeyRingLocation location = KeyRingLocation.in(generated, PASSWORD);
    if (!location.ring().exists()) {
      InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
      KeyRing.generate(location, new RealmId("example"), KeySize.RSA_2048, clock);
    }
    byte[] ring = location.ring().read();
    return List.of(ring, Arrays.copyOf(ring, ring.length / 2), new byte[0]);
  }

  @Override
  public void read(byte[] input) throws Exception {
    KeyRingLocation location = KeyRingLocation.in(data, PASSWORD);
    Files.write(location.ring().path(), input);
    KeyRing ring;
    try {
      ring = KeyRing.open(location);
    } catch (RefusalException refused) {
      throw Require.documented(refused, Code.KEY_RING_UNREADABLE);
    }
    Require.that(ring.cookieKey().getEncoded().length == 32, "the cookie key is whole");
    Require.that(ring.thumbprint().length() == 32, "the ring has a thumbprint");
    Require.that(!ring.realms().isEmpty(), "the ring has a realm's keys");
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("fuzz-ring");
      Path ring = KeyRingLocation.in(directory, PASSWORD).ring().path();
      Files.createFile(
          ring, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      ring.toFile().deleteOnExit();
      return directory;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
