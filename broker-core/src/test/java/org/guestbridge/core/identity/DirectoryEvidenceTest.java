package org.guestbridge.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryEvidenceTest {

  private static final Set<String> OWN = Set.of("example.com", "example.onmicrosoft.com");

  /** Identities are written as type:issuer, several with a plus between them. */
  @ParameterizedTest
  @CsvSource({
    "Member,,,userPrincipalName:Example.com,INTERNAL",
    "Guest,Invitation,Accepted,federated:ExternalAzureAD+userPrincipalName:example.com,EXTERNAL",
    "Member,Invitation,Accepted,federated:partner.example+userPrincipalName:example.com,EXTERNAL",
    "Guest,Invitation,Accepted,federated:mail+userPrincipalName:example.com,EXTERNAL",
    "Guest,Invitation,PendingAcceptance,userPrincipalName:example.onmicrosoft.com,EXTERNAL",
    "Member,,,federated:ExternalAzureAD,EXTERNAL",
    "Guest,,,userPrincipalName:example.com,UNKNOWN",
    "Member,Invitation,Accepted,userPrincipalName:example.com,UNKNOWN",
    "Member,Invitation,,userPrincipalName:example.com,UNKNOWN",
    "Member,,,userPrincipalName:new.example,UNKNOWN",
    ",,,userPrincipalName:example.com,UNKNOWN",
    "Guest,Invitation,Accepted,,UNKNOWN"
  })
  void proveWhenAnEntryIsShownThenByWhereThePersonSignsIn(
      String userType, String creation, String state, String identities, AccountKind kind) {
    AccountProof proof = entry(OWN, userType, creation, state, identities).prove();
    assertThat(proof.kind()).isEqualTo(kind);
    assertThat(proof.refusal().isPresent()).isEqualTo(kind == AccountKind.UNKNOWN);
    proof.refusal().ifPresent(code -> assertThat(code).isEqualTo(Code.DIRECTORY_KIND_UNPROVEN));
  }

  @ParameterizedTest
  @CsvSource({
    "Member,LocalAccount,,emailAddress:a.example+userPrincipalName:a.example,EXTERNAL",
    "Member,LocalAccount,,userName:a.example+userPrincipalName:a.example,EXTERNAL",
    "Member,LocalAccount,,phoneNumber:a.example,EXTERNAL",
    "Member,,,federated:facebook.com+userPrincipalName:a.example,EXTERNAL",
    ",,,emailAddress:a.example,EXTERNAL",
    "Member,,,userPrincipalName:a.example,UNKNOWN",
    "Member,LocalAccount,,userPrincipalName:a.example,UNKNOWN",
    "Member,LocalAccount,,another:a.example,UNKNOWN",
    "Guest,,,federated:ExternalAzureAD,UNKNOWN",
    "Member,Invitation,,federated:ExternalAzureAD,UNKNOWN",
    "Member,,Accepted,federated:ExternalAzureAD,UNKNOWN",
    "Member,LocalAccount,,,UNKNOWN"
  })
  void proveWhenTheDirectoryIsOfCustomersThenExternalIfTheEntryIsOne(
      String userType, String creation, String state, String identities, AccountKind kind) {
    DirectoryEvidence.Customer customer =
        new DirectoryEvidence.Customer(
            "https://customers.example/v2.0/",
            Optional.ofNullable(userType),
            Optional.ofNullable(creation),
            Optional.ofNullable(state),
            signIns(identities));
    assertThat(customer.prove().kind()).isEqualTo(kind);
    assertThat(customer.prove().refusal())
        .isEqualTo(
            kind == AccountKind.UNKNOWN
                ? Optional.of(Code.DIRECTORY_KIND_UNPROVEN)
                : Optional.empty());
    assertThat(customer.idp()).contains("https://customers.example/v2.0/");
  }

  @Test
  void proveWhenTheOwnDomainsAreUnknownThenUnproven() {
    AccountProof proof =
        entry(Set.of(), "Member", null, null, "userPrincipalName:example.com").prove();
    assertThat(proof.kind()).isEqualTo(AccountKind.UNKNOWN);
  }

  @Test
  void proveWhenDeclaredOrWithoutEntryThenAsDeclaredOrUnproven() {
    assertThat(new DirectoryEvidence.Population(AccountKind.INTERNAL).prove().kind())
        .isEqualTo(AccountKind.INTERNAL);
    assertThat(new DirectoryEvidence.Population(AccountKind.EXTERNAL).prove().kind())
        .isEqualTo(AccountKind.EXTERNAL);
    assertThatThrownBy(() -> new DirectoryEvidence.Population(AccountKind.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new DirectoryEvidence.NoEntry().prove().refusal())
        .contains(Code.DIRECTORY_ENTRY_MISSING);
    assertThat(new DirectoryEvidence.NoEntry().idp()).isEmpty();
  }

  private static DirectoryEvidence.Entry entry(
      Set<String> own, String userType, String creation, String state, String identities) {
    return new DirectoryEvidence.Entry(
        own,
        Optional.ofNullable(userType),
        Optional.ofNullable(creation),
        Optional.ofNullable(state),
        signIns(identities));
  }

  private static List<DirectoryEvidence.SignIn> signIns(String identities) {
    return Optional.ofNullable(identities).stream()
        .flatMap(text -> Arrays.stream(text.split("\\+")))
        .map(text -> text.split(":"))
        .map(parts -> new DirectoryEvidence.SignIn(parts[0], parts[1]))
        .toList();
  }
}
