package org.guestbridge.realm.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.rules.Decision;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.Realms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The realms for customer directories load, and explain reads their claims as a login does; one has
 * everything that provisioning needs.
 */
class ExampleRealmsTest {

  @Test
  void provisioningWhenTheExampleIsLoadedThenChannelsDirectoryAndRoutesAreThere() {
    Realm realm = Realms.loaded(Path.of("examples/entra-atlassian-provisioning.yaml"));
    assertThat(realm.channels().keySet()).containsExactlyInAnyOrder("everybody", "tenant");
    assertThat(realm.downstreams().get("atlassian"))
        .isInstanceOfSatisfying(
            SamlServiceProvider.class, atlassian -> assertThat(atlassian.directory()).isPresent());
    assertThat(realm.mail().routing().keepsRoutes()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          external-id-atlassian | {"claims":{"tid":"3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81","oid":"1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d","email":"jo@partner.example","roles":["support-customer"]}}
          b2c-atlassian | {"claims":{"oid":"1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d","emails":["jo@partner.example"],"tfp":"B2C_1_susi","extension_support":true}}
          """)
  void identityWhenCustomerThenExternalAndGivenAnAlias(String realm, String identity)
      throws Exception {
    var loaded = Realms.loaded(Path.of("examples", realm + ".yaml"));
    VerifiedIdentity person =
        IdentityDocument.read(identity.getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON)
            .fold(
                IdentityDocument.Read::document,
                rejected -> {
                  throw new AssertionError(rejected.problems().toString());
                })
            .identity(loaded);

    assertThat(person.account().kind()).isEqualTo(AccountKind.EXTERNAL);
    assertThat(loaded.rules().decide(person)).isInstanceOf(Decision.Alias.class);
    assertThat(loaded.rules().readsGroups()).isFalse();
  }
}
