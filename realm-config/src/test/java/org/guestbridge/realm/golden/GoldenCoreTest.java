package org.guestbridge.realm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first runner: the core does what the corpus says. */
class GoldenCoreTest {

  static List<GoldenFile> files() {
    return GoldenCorpus.files();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void coreWhenPeopleOfTheFileComeThenAsWritten(GoldenFile file) {
    assertThat(GoldenRun.differences(file, new CoreRuntime(file))).isEmpty();
  }
}
