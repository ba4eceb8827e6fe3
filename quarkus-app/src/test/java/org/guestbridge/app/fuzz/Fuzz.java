package org.guestbridge.app.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.guestbridge.core.problem.RefusalException;

/** What the fuzzer calls, and what the command {@code src/test/fuzz/run} calls before it. */
public final class Fuzz {

  private static FuzzTarget target;

  private Fuzz() {}

  /** Called once by the fuzzer. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    target = FuzzTargets.named(arguments[0]);
    for (byte[] seed : target.seeds()) {
      try {
        target.read(seed);
      } catch (RefusalException warm) {
        // Only loads the classes, which is not to be counted against an input.
      }
    }
  }

  /** Called by the fuzzer with every input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Bounds.run(target, input);
  }

  /** {@code list}, or {@code seeds TARGET DIRECTORY} to write a target's seeds out. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("list")) {
      FuzzTargets.names().forEach(System.out::println);
      return;
    }
    Path directory = Files.createDirectories(Path.of(arguments[2]));
    List<byte[]> seeds = FuzzTargets.named(arguments[1]).seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(directory.resolve("seed-" + i), seeds.get(i));
    }
  }
}
