package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.saml.generic.SamlIdpSettings;
import org.guestbridge.simulators.saml.generic.SimulatedSamlIdp;
import org.guestbridge.simulators.saml.idp.SamlFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everybody of a SAML identity provider that is not Entra is a guest, known by an id of its. */
@QuarkusTest
@WithTestResource(BrokerUnderTest.class)
class GenericSamlLoginTest {

  private static final String NAMES =
      "attributes: { mail: mail, givenName: givenName, surname: sn, displayName: displayName }";

  @Inject Register register;

  private final Site site = BrokerUnderTest.site();
  private final Browser browser = new Browser(site);
  private SamlUpstreams upstreams;

  @BeforeEach
  void connect() {
    upstreams = new SamlUpstreams(site, register);
  }

  @AfterEach
  void serveOpenIdConnect() throws IOException {
    upstreams.serveOpenIdConnect();
  }

  @Test
  void logInWhenNameIdIsPersistentThenItIsTheKey() throws Exception {
    try (SimulatedSamlIdp provider =
        SimulatedSamlIdp.start(SamlIdpSettings.defaults(), upstreams.party())) {
      upstreams.serve(provider, "saml", NAMES);
      Person guest = person(provider, "generic.guest@partner.example");

      SamlAnswer first = browser.logIn(guest).saml();
      SamlAnswer second = browser.logIn(guest).saml();

      assertThat(provider.log().requests().get(0)).contains("nameid-format:persistent");
      assertThat(first.nameId()).isEqualTo("generic.guest@guests.example.com");
      assertThat(second.internalId()).isEqualTo(first.internalId());
      provider.faults().next(SamlFault.TRANSIENT_NAME_ID);
      assertThat(browser.logIn(guest).outcome()).isEqualTo("assertion_subject");
      assertThat(browser.logIn(guest).outcome()).isEqualTo("released");
    }
  }

  @Test
  void logInWhenTheAddressIsOneOfAnEmployeeThenStillAGuest() throws Exception {
    try (SimulatedSamlIdp provider =
        SimulatedSamlIdp.start(SamlIdpSettings.defaults(), upstreams.party())) {
      upstreams.serve(provider, "saml", NAMES);
      Person pretender = person(provider, "generic.pretender@example.com");

      assertThat(browser.logIn(pretender).saml().nameId())
          .isEqualTo("generic.pretender@guests.example.com");
    }
  }

  @Test
  void logInWhenAnAttributeIsTheKeyThenTheNameIdIsNotRead() throws Exception {
    try (SimulatedSamlIdp provider =
        SimulatedSamlIdp.start(SamlIdpSettings.b2c("B2C_1A_signin"), upstreams.party())) {
      upstreams.serve(
          provider,
          "azure-b2c-saml",
          "tenant: fabrikam",
          "policy: B2C_1A_signin",
          "subjectAttribute: objectId",
          "attributes: { mail: email, givenName: givenName, surname: surname }");
      Person customer = person(provider, "customer@partner.example");

      SamlAnswer first = browser.logIn(customer).saml();
      provider.faults().next(SamlFault.TRANSIENT_NAME_ID);
      SamlAnswer second = browser.logIn(customer).saml();

      assertThat(first.nameId()).isEqualTo("customer@guests.example.com");
      assertThat(second.internalId()).isEqualTo(first.internalId());
      provider.faults().next(SamlFault.MISSING_OBJECT_ID);
      assertThat(browser.logIn(customer).outcome()).isEqualTo("assertion_subject");
    }
  }

  private Person person(SimulatedSamlIdp provider, String mail) {
    Person person = site.invite(mail);
    provider.directory().add(person);
    return person;
  }
}
