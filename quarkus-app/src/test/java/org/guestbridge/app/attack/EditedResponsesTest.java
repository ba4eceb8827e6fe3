package org.guestbridge.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random edits: a few at every build, as many as wanted by {@code -Dguestbridge.edits=1000000}, the
 * same ones again by {@code -Dguestbridge.edits.seed=…}.
 */
class EditedResponsesTest {

  private static final Path REPORT = Path.of("target", "edits.txt");
  private static final long EDITS = Long.getLong("guestbridge.edits", 20_000);

  private static final Duration AT_MOST =
      EDITS > 20_000 ? Duration.ofHours(3) : Duration.ofSeconds(20);

  @Test
  @Timeout(4 * 60 * 60)
  void onlyWhatWasSignedIsEverAccepted() throws RefusalException, IOException {
    long seed = Long.getLong("guestbridge.edits.seed", new SecureRandom().nextLong());
    EditedResponses responses = new EditedResponses(seed);
    responses.run(EDITS, AT_MOST);
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, responses.report());
    assertThat(responses.broken()).as(responses.report()).isEmpty();
    assertThat(responses.outcomes().keySet())
        .as(responses.report())
        .contains("accepted", "response_invalid", "response_signature", "response_unsigned");
  }
}
