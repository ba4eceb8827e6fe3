package org.guestbridge.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of the catalogue is refused with its code, writes nothing, and has a twin that is
 * accepted: a broker that refuses everything does not pass. None takes long, and none makes the
 * broker fetch anything.
 */
class AttackCorpusTest {

  private static final List<AttackRow> ROWS = new AttackCatalogue().rows();
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final AttackReport REPORT = new AttackReport();

  private static Map<String, AttackSurface> surfaces = Map.of();

  @BeforeAll
  static void open() throws Exception {
    surfaces =
        Surfaces.open().stream()
            .collect(Collectors.toMap(AttackSurface::input, Function.identity()));
  }

  @AfterAll
  static void close() throws IOException {
    for (AttackSurface surface : surfaces.values()) {
      surface.close();
    }
    REPORT.write(ROWS);
    assertThat(Canary.wasCalled()).as("something was fetched").isFalse();
  }

  static Stream<AttackCase> cases() {
    return ROWS.stream().flatMap(row -> row.cases().stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void caseIsRefusedAndItsTwinIsNot(AttackCase attack) throws Exception {
    AttackSurface surface = surfaces.get(attack.input());
    assertThat(surface).as("input of %s", attack).isNotNull();
    long before = surface.written();
    Instant start = Instant.now();
    Verdict verdict = surface.attempt(attack);
    assertThat(Duration.between(start, Instant.now())).as("time of %s", attack).isLessThan(QUICK);
    boolean asExpected = verdict.text().equals(attack.expect());
    REPORT.tried(attack, asExpected);
    assertThat(verdict.text()).as("%s", attack).isEqualTo(attack.expect());
    assertThat(surface.written()).as("written by %s", attack).isEqualTo(before);
    assertThat(surface.twin(attack)).as("twin of %s", attack).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void everyRowHasACaseOrAReason() {
    List<String> bare =
        ROWS.stream()
            .filter(row -> row.cases().isEmpty())
            .filter(row -> row.waitsFor().isEmpty() && row.provedBy().isEmpty())
            .map(AttackRow::id)
            .toList();
    assertThat(bare).isEmpty();
  }

  @Test
  void everyRowStandsOnceAndNamesItsProof() {
    Set<String> seen = new HashSet<>();
    assertThat(ROWS).allMatch(row -> seen.add(row.id()));
    assertThat(ROWS.stream().map(AttackRow::provedBy).flatMap(Optional::stream))
        .allMatch(AttackCorpusTest::exists);
  }

  @Test
  void everyExpectationIsARefusal() {
    Set<String> codes =
        Stream.of(Code.values()).map(Code::text).collect(Collectors.toUnmodifiableSet());
    assertThat(cases().map(AttackCase::expect)).isSubsetOf(codes);
  }

  @Test
  void theCatalogueIsNotThin() {
    assertThat(cases().count()).isGreaterThanOrEqualTo(400);
    assertThat(ROWS.stream().filter(row -> !row.cases().isEmpty()).count())
        .isGreaterThanOrEqualTo(100);
    assertThat(ROWS.size()).isGreaterThanOrEqualTo(140);
  }

  private static boolean exists(String test) {
    try {
      Class.forName(test, false, AttackCorpusTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
