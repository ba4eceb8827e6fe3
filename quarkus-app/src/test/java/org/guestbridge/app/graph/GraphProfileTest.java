package org.guestbridge.app.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.OidcProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a stored user is read, by whose directory it is. */
class GraphProfileTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final URI HOST = URI.create("https://login.example");
  private static final String OWN = "fabrikam.onmicrosoft.com";

  private final GraphProfile workforce =
      new GraphProfile(
          new OidcProvider.Entra(TENANT, Set.of(), HOST, false, Optional.empty()), Set.of(OWN));
  private final GraphProfile externalId =
      new GraphProfile(new OidcProvider.ExternalId(HOST, TENANT, Set.of()), Set.of());
  private final GraphProfile b2c =
      new GraphProfile(
          new OidcProvider.B2c(HOST, OWN, TENANT, List.of("B2C_1_susi"), Optional.empty()),
          Set.of());

  @ParameterizedTest
  @CsvSource({
    "set@a.example, emailAddress, in@a.example, other@a.example, set@a.example, in@a.example",
    ", emailAddress, in@a.example, other@a.example, , in@a.example",
    ", userName, in, , , ",
    ", userName, in, other@a.example, , other@a.example",
    "set@a.example, federated, 4711, other@a.example, set@a.example, other@a.example",
    "set@a.example, federated, 4711, , set@a.example, "
  })
  void readWhenACustomerThenTheMailThatATokenOfTheSameDirectoryNames(
      String mail, String type, String name, String other, String ofExternalId, String ofB2c) {
    String user = customer(mail, type, name, other);

    assertThat(read(externalId, user).mail()).isEqualTo(address(ofExternalId));
    assertThat(read(b2c, user).mail()).isEqualTo(address(ofB2c));
    assertThat(read(externalId, user).upn()).isEmpty();
    assertThat(read(b2c, user).upn()).isEmpty();
    assertThat(evidence(externalId, user).prove().kind()).isEqualTo(AccountKind.EXTERNAL);
    assertThat(evidence(externalId, user).idp()).contains(HOST + "/" + TENANT + "/v2.0");
    assertThat(evidence(b2c, user).idp()).contains(HOST + "/" + TENANT + "/v2.0/");
  }

  @Test
  void readWhenAnEmployeeThenTheUpnAndWhenAGuestOrOfAnotherDomainNone() {
    String employee =
        """
        {"userPrincipalName":"ann@%1$s","mail":"ann@a.example","userType":"Member","identities":[
        {"signInType":"userPrincipalName","issuer":"%1$s","issuerAssignedId":"ann@%1$s"}]}"""
            .formatted(OWN);

    Profile profile = read(workforce, employee);

    assertThat(profile.upn()).isEqualTo(EmailAddress.parse("ann@" + OWN));
    assertThat(profile.mail()).isEqualTo(EmailAddress.parse("ann@a.example"));
    assertThat(evidence(workforce, employee).prove().kind()).isEqualTo(AccountKind.INTERNAL);
    assertThat(read(workforce, employee.replace(OWN, "b.example")).upn()).isEmpty();
    assertThat(read(workforce, employee.replace("\"Member\"", "\"Guest\"")).upn()).isEmpty();
    assertThat(evidence(b2c, employee).prove().kind()).isEqualTo(AccountKind.UNKNOWN);
  }

  @Test
  void kindsWhenTheDomainsOrTheDirectoryAreOthersThenTheTermsAre() {
    assertThat(terms(workforce)).containsExactly(OWN);
    assertThat(terms(externalId)).containsExactly(HOST + "/" + TENANT + "/v2.0");
    assertThat(terms(b2c)).containsExactly(HOST + "/" + TENANT + "/v2.0/");
  }

  private static Profile read(GraphProfile profile, String document) {
    return profile.read(document, evidence(profile, document).prove().kind());
  }

  private static List<String> terms(GraphProfile profile) {
    return ((KindSource.Entries) profile.kinds("tenant")).terms();
  }

  private static DirectoryEvidence evidence(GraphProfile profile, String document) {
    return profile.evidence(UserDocument.stored(document));
  }

  private static Optional<EmailAddress> address(String text) {
    return Optional.ofNullable(text).flatMap(EmailAddress::parse);
  }

  private static String customer(String mail, String type, String name, String other) {
    return """
        {"userPrincipalName":"0b1c@%1$s","mail":%2$s,"userType":"Member","otherMails":[%5$s],
        "identities":[{"signInType":"%3$s","issuer":"%1$s","issuerAssignedId":"%4$s"},
        {"signInType":"userPrincipalName","issuer":"%1$s","issuerAssignedId":"0b1c@%1$s"}]}"""
        .formatted(
            OWN, mail == null ? "null" : json(mail), type, name, other == null ? "" : json(other));
  }

  private static String json(String text) {
    return "\"" + text + "\"";
  }
}
