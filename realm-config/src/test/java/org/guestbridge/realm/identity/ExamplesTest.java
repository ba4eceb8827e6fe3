package org.guestbridge.realm.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.Realms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what the example realm does with every example identity. */
class ExamplesTest {

  private static final Path IDENTITIES = Path.of("examples/identities");
  private static final Realm EXAMPLE = Realms.loaded(Realms.EXAMPLE);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          employee,                        pass employees maria.meyer@example.com
          entra-guest,                     alias partner staff jane.doe_partner.example [jira-partners]
          passcode-guest,                  alias partners by passcode sam_supplier.example []
          google-guest,                    alias sponsored freelancers robin.free_gmail.com []
          saml-guest,                      alias supplier by federation kim_eu.supplier.example []
          cross-tenant-member,             alias sister company lou-sister-example []
          internal-guest,                  refuse - account_kind_unproven
          converted-internal,              alias partner staff alex_partner.example []
          member-without-acct,             refuse - account_kind_unproven
          member-idp-not-configured,       pass employees toni@example.com
          guest-without-mail,              refuse everyone else rule_refused
          hostile-guest,                   refuse everyone else rule_refused
          hostile-guest-of-partner-domain, refuse everyone else rule_refused
          """)
  void decideWhenExampleIdentityThenAsTold(String file, String expected) throws RefusalException {
    assertThat(told(EXAMPLE.rules().decide(identity(file, EXAMPLE)))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          entra-saml-guest,                alias partner staff jane.doe_partner.example []
          """)
  void decideWhenExampleAssertionThenAsTold(String file, String expected) throws RefusalException {
    Realm realm = Realms.loaded(Path.of("examples/entra-saml-atlassian.yaml"));
    assertThat(told(realm.rules().decide(identity(file, realm)))).isEqualTo(expected);
  }

  @Test
  void decideWhenIdpIsNotDeclaredThenMemberIsRefused() throws Exception {
    String undeclared =
        Files.readString(Realms.EXAMPLE).replace("idpClaimConfigured: true", "loginHint: false");
    Path copy = Files.createTempFile("realm", ".yaml");
    try {
      Files.writeString(copy, undeclared);
      Realm realm = Realms.loaded(copy);
      assertThat(told(realm.rules().decide(identity("member-idp-not-configured", realm))))
          .isEqualTo("refuse - account_kind_unproven");
    } finally {
      Files.delete(copy);
    }
  }

  @Test
  void examplesWhenListedThenEachIsInTheTable() throws IOException {
    String table =
        Files.readString(Path.of("src/test/java/org/guestbridge/realm/identity/ExamplesTest.java"));
    try (Stream<Path> files = Files.list(IDENTITIES)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).isNotEmpty().allMatch(name -> table.contains("  " + name + ","));
    }
  }

  private static VerifiedIdentity identity(String file, Realm realm) throws RefusalException {
    IdentityDocument document =
        IdentityDocument.read(IDENTITIES.resolve(file + ".yaml"))
            .fold(
                IdentityDocument.Read::document,
                rejected -> {
                  throw new AssertionError(rejected.problems().toString());
                });
    return document.identity(realm);
  }

  private static String told(Decision decision) {
    return decision.fold(
        alias ->
            "alias " + alias.rule() + " " + alias.request().wishedLocal() + " " + alias.groups(),
        pass -> "pass " + pass.rule() + " " + pass.address().value(),
        refuse -> "refuse " + refuse.rule().orElse("-") + " " + refuse.code().text());
  }
}
