package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.guestbridge.realm.golden.GoldenCorpus;
import org.guestbridge.realm.golden.GoldenFile;
import org.guestbridge.realm.golden.GoldenRun;
import org.guestbridge.realm.golden.Surroundings;
import org.guestbridge.simulators.atlassian.DomainState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The second runner: the broker, over HTTP, does what the corpus says. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class GoldenFlowTest {

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();

  static List<String> names() {
    return GoldenCorpus.NAMES;
  }

  @AfterEach
  void serveTheSitesOwnRealm() throws IOException {
    register.serve(site, text -> text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void brokerWhenPeopleOfTheFileComeThenAsWritten(String name) throws IOException {
    GoldenFile file = GoldenCorpus.file(name);
    file.realm()
        .domainNames()
        .forEach(domain -> site.atlassian().organization().domain(domain, DomainState.VERIFIED));
    register.serve(site, text -> file.realm().document(Surroundings.of(text)));

    assertThat(GoldenRun.differences(file, new BrokerRuntime(site))).isEmpty();
  }
}
