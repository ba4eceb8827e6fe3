package org.guestbridge.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.guestbridge.app.fuzz.Bounds.Verdict;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays, without the fuzzer, every seed, every input that ever was a finding (in {@code
 * src/test/resources/fuzz/TARGET}), and two hundred damaged seeds, the same ones in every run.
 */
class ReplayTest {

  private static final Path FINDINGS = Path.of("src/test/resources/fuzz");
  private static final int DAMAGED = 200;

  static List<String> targets() {
    return FuzzTargets.names();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void seedsAreAcceptedAndRefused(String name) throws Exception {
    FuzzTarget target = FuzzTargets.named(name);
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (byte[] seed : target.seeds()) {
      verdicts.add(Bounds.run(target, seed));
    }
    assertThat(verdicts).containsExactlyInAnyOrder(Verdict.values());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void damagedSeedsKeepEveryProperty(String name) throws Exception {
    FuzzTarget target = FuzzTargets.named(name);
    List<byte[]> seeds = target.seeds();
    Random random = new Random(1);
    for (int i = 0; i < DAMAGED; i++) {
      byte[] input = damaged(seeds.get(random.nextInt(seeds.size())), random);
      Bounds.run(target, input);
    }
  }

  @TestFactory
  Stream<DynamicTest> findingsStayFixed() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : FuzzTargets.names()) {
      FuzzTarget target = FuzzTargets.named(name);
      for (Path file : findings(name)) {
        tests.add(
            DynamicTest.dynamicTest(
                name + " " + file.getFileName(),
                () -> Bounds.run(target, Files.readAllBytes(file))));
      }
    }
    return tests.stream();
  }

  @Test
  void everyDirectoryOfFindingsIsATargets() throws Exception {
    try (Stream<Path> directories = Files.list(FINDINGS)) {
      assertThat(directories.map(d -> d.getFileName().toString())).isSubsetOf(FuzzTargets.names());
    }
  }

  @Test
  void anUnexpectedExceptionIsAFinding() {
    assertThatThrownBy(() -> Bounds.run(planted(() -> List.of().get(0)), new byte[0]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anInputThatTakesTooLongIsAFinding() {
    assertThatThrownBy(() -> Bounds.run(planted(ReplayTest::burn), new byte[0]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("took");
  }

  @Test
  void anInputThatAllocatesTooMuchIsAFinding() {
    assertThatThrownBy(() -> Bounds.run(planted(ReplayTest::allocate), new byte[0]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("allocated");
  }

  @Test
  void anUndocumentedRefusalIsAFinding() {
    RefusalException refused = new RefusalException(Code.XML_FORBIDDEN, "x");
    assertThatThrownBy(() -> Require.documented(refused, Code.XML_MALFORMED))
        .isInstanceOf(AssertionError.class);
    assertThat(Require.documented(refused, Code.XML_FORBIDDEN)).isSameAs(refused);
  }

  private static List<Path> findings(String name) throws Exception {
    Path directory = FINDINGS.resolve(name);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** One to four bytes changed, a piece left out, or a piece doubled. */
  private static byte[] damaged(byte[] seed, Random random) {
    if (seed.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int from = random.nextInt(seed.length);
    int to = from + random.nextInt(Math.min(64, seed.length - from)) + 1;
    byte[] input = seed.clone();
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          input[random.nextInt(input.length)] = (byte) random.nextInt();
        }
      }
      case 1 -> input = joined(seed, from, seed, to);
      default -> input = joined(seed, to, seed, from);
    }
    return input;
  }

  /**
   * The bytes of {@code first} before {@code end}, then those of {@code second} from {@code start}.
   */
  private static byte[] joined(byte[] first, int end, byte[] second, int start) {
    byte[] joined = new byte[end + second.length - start];
    System.arraycopy(first, 0, joined, 0, end);
    System.arraycopy(second, start, joined, end, second.length - start);
    return joined;
  }

  private static FuzzTarget planted(Runnable fault) {
    return new FuzzTarget() {
      @Override
      public List<byte[]> seeds() {
        return List.of();
      }

      @Override
      public void read(byte[] input) {
        fault.run();
      }
    };
  }

  private static final AtomicLong SINK = new AtomicLong();

  /** Works for a little longer than is allowed, by the processor's clock. */
  private static void burn() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + Bounds.MAX_TIME.toNanos() + 10_000_000;
    while (threads.getCurrentThreadCpuTime() < end) {
      SINK.incrementAndGet();
    }
  }

  private static void allocate() {
    for (long allocated = 0; allocated <= Bounds.MAX_MEMORY; allocated += 1 << 20) {
      byte[] piece = new byte[1 << 20];
      SINK.addAndGet(piece.length);
    }
  }
}
