package org.guestbridge.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeCatalogueTest {

  @Test
  void documentationWhenReadThenHasOneRowACodeInOrder() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "codes.md")).stream()
            .filter(line -> line.matches("\\| [a-z_]+ \\| .*") && !line.startsWith("| code |"))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(Code.values()).map(this::row).toList());
  }

  @Test
  void textWhenLocaleIsTurkishThenPlainAscii() {
    assertThat(Arrays.stream(Code.values()).map(Code::text)).allMatch(t -> t.matches("[a-z_]+"));
  }

  private String row(Code code) {
    return "| " + code.text() + " | " + code.cause() + " | " + code.remedy() + " |";
  }
}
