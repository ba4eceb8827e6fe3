package org.guestbridge.keycloak.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guestbridge.keycloak.harness.KeycloakServer;
import org.guestbridge.keycloak.harness.KeycloakSite;
import org.guestbridge.realm.golden.GoldenCorpus;
import org.guestbridge.realm.golden.GoldenFile;
import org.guestbridge.realm.golden.GoldenRun;
import org.guestbridge.realm.golden.Surroundings;
import org.guestbridge.simulators.atlassian.DomainState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The third runner: Keycloak with the extension does what the corpus says, as the broker does. */
class GoldenIT {

  static List<String> names() {
    return GoldenCorpus.NAMES;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void keycloakWhenPeopleOfTheFileComeThenAsWritten(String name) throws Exception {
    GoldenFile file = GoldenCorpus.file(name);
    KeycloakServer server = KeycloakServer.shared();
    try (KeycloakSite site =
        KeycloakSite.create(server, text -> file.realm().document(Surroundings.of(text)))) {
      file.realm()
          .domainNames()
          .forEach(domain -> site.atlassian().organization().domain(domain, DomainState.VERIFIED));

      assertThat(GoldenRun.differences(file, new KeycloakRuntime(site))).isEmpty();
    }
  }
}
