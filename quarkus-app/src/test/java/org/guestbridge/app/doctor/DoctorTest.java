package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoctorTest {

  private static final Finding FINE = Finding.of(Diagnosis.FILES_OK, "files", "0");

  @Test
  void examineWhenOneHangsAndOneBreaksThenTheOthersAreUnaffected() {
    List<String> progress = new ArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    List<Finding> findings =
        new Doctor(progress::add)
            .examine(
                List.of(
                    check("hanging", () -> hang(never)),
                    check("broken", () -> breakDown("value-c4n4ry")),
                    check("fine", () -> List.of(FINE))));

    assertThat(Realms.diagnoses(findings))
        .containsExactly(Diagnosis.CHECK_SLOW, Diagnosis.CHECK_FAILED, Diagnosis.FILES_OK);
    assertThat(findings.toString()).contains("IllegalStateException").doesNotContain("c4n4ry");
    assertThat(progress).containsExactly("still looking at hanging");
  }

  @Test
  void documentationWhenReadThenHasOneRowADiagnosisInOrder() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "doctor.md")).stream()
            .filter(line -> line.matches("\\| `[a-z_]+` \\| .*"))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(Diagnosis.values()).map(this::row).toList());
  }

  @Test
  void remedyWhenThereIsSomethingToDoThenAlwaysSaid() {
    for (Diagnosis each : Diagnosis.values()) {
      assertThat(each.remedy().isEmpty()).as(each.id()).isEqualTo(each.severity() == Severity.OK);
      assertThat(each.id()).matches("[a-z_]+");
    }
  }

  private String row(Diagnosis each) {
    return "| `%s` | %s | %s | %s |"
        .formatted(each.id(), each.severity().text(), each.cause(), each.remedy())
        .replace("|  |", "| |");
  }

  private static List<Finding> hang(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static List<Finding> breakDown(String value) {
    throw new IllegalStateException(value);
  }

  private static Check check(String name, Supplier<List<Finding>> work) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Finding> run() {
        return work.get();
      }

      @Override
      public Duration limit() {
        return Duration.ofMillis(2500);
      }
    };
  }
}
