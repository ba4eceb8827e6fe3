package org.guestbridge.keycloak.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.identity.UpstreamSubject;
import org.junit.jupiter.api.Test;

class FederatedIdTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final UUID OBJECT = UUID.fromString("b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11");

  @Test
  void idWhenEntraThenTenantAndObject() {
    assertThat(FederatedId.of(new UpstreamSubject.Entra(TENANT, OBJECT)))
        .isEqualTo("entra:" + TENANT + ":" + OBJECT);
  }

  @Test
  void idWhenKeysDifferThenTextsDiffer() {
    assertThat(
            Stream.of(
                    new UpstreamSubject.Entra(TENANT, OBJECT),
                    new UpstreamSubject.Entra(OBJECT, TENANT),
                    new UpstreamSubject.Oidc("https://a.example", "bc"),
                    new UpstreamSubject.Oidc("https://a.exampleb", "c"),
                    new UpstreamSubject.Oidc("https://a.example", "BC"),
                    new UpstreamSubject.Saml("https://a.example", "bc"))
                .map(FederatedId::of))
        .doesNotHaveDuplicates();
  }

  @Test
  void idWhenSubjectIsAsLongAsItMayBeThenItFitsKeycloaksColumn() {
    assertThat(FederatedId.of(new UpstreamSubject.Oidc("i".repeat(2048), "s".repeat(255))))
        .hasSizeLessThanOrEqualTo(255)
        .startsWith("oidc:");
    assertThat(FederatedId.of(new UpstreamSubject.Saml("i".repeat(1024), "s".repeat(255))))
        .hasSizeLessThanOrEqualTo(255)
        .startsWith("saml:");
  }
}
