package org.guestbridge.simulators.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a login finds, renames or creates its account. */
class AccountLinkingTest {
  private Organization organization;
  private AccountLinking linking;
  private Account known;

  @BeforeEach
  void prepare() {
    organization =
        new Organization(
            AtlassianSettings.defaults()
                .withDomains(
                    Map.of(
                        "example.com", DomainState.VERIFIED,
                        "guests.example.com", DomainState.VERIFIED,
                        "unclaimed.example", DomainState.VERIFIED_UNCLAIMED)));
    linking = new AccountLinking(organization);
    known =
        organization
            .accounts()
            .add("known@guests.example.com", Optional.of("id-known"), "Old", "Name");
    organization.accounts().add("plain@guests.example.com", Optional.empty(), "Plain", "Person");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "known@guests.example.com, id-known, BY_INTERNAL_ID",
        "new@guests.example.com, id-known, RENAMED",
        "new@example.com, id-known, RENAMED",
        "Known@guests.example.com, id-known, RENAMED",
        "plain@guests.example.com, id-known, RENAME_FAILED",
        "new@elsewhere.example, id-known, RENAME_FAILED",
        "new@unclaimed.example, id-known, RENAME_FAILED",
        "plain@guests.example.com, id-new, LINKED_BY_EMAIL",
        "Plain@guests.example.com, id-new, EMAIL_CASE_DIFFERS",
        "known@guests.example.com, id-new, RELINKED_BY_EMAIL",
        "new@guests.example.com, id-new, CREATED",
        "new@elsewhere.example, id-new, DOMAIN_NOT_VERIFIED",
        "new@unclaimed.example, id-new, DOMAIN_NOT_VERIFIED",
        "known@guests.example.com, -, INTERNAL_ID_MISSING",
        "known, id-known, NAME_ID_NOT_EMAIL",
        "a b@guests.example.com, id-known, NAME_ID_NOT_EMAIL",
      })
  void loginWhenIdAndAddressMeetThenOneOutcome(String email, String id, String expected) {
    assertThat(outcome(email, id, Optional.empty())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "CASE_SENSITIVE_EMAIL, Plain@guests.example.com, id-new, LINKED_BY_EMAIL",
    "CASE_SENSITIVE_EMAIL, Known@guests.example.com, id-known, BY_INTERNAL_ID",
    "HONOUR_INTERNAL_ID, known@guests.example.com, id-new, BY_EMAIL",
    "HONOUR_INTERNAL_ID, new@guests.example.com, id-known, CREATED",
    "REQUIRE_INTERNAL_ID, plain@guests.example.com, , LINKED_BY_EMAIL",
    "AUTOMATIC_DOMAIN_CLAIM, new@guests.example.com, id-new, JIT_NOT_POSSIBLE",
    "DIRECTORY_LINKED, new@guests.example.com, id-new, JIT_NOT_POSSIBLE",
    "DEFAULT_POLICY_ENFORCES_SSO, new@guests.example.com, id-new, JIT_NOT_POSSIBLE",
    "AUTOMATIC_DOMAIN_CLAIM, known@guests.example.com, id-known, BY_INTERNAL_ID",
  })
  void loginWhenSwitchIsOffThenOutcomeFollows(
      Switch off, String email, String id, String expected) {
    organization.switches().turnOff(off);
    assertThat(outcome(email, id, Optional.empty())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "known@guests.example.com, known@guests.example.com, id-known, BY_INTERNAL_ID",
    "Known@guests.example.com, known@guests.example.com, id-known, EXPECTED_OTHER_ACCOUNT",
    "plain@guests.example.com, known@guests.example.com, id-known, EXPECTED_OTHER_ACCOUNT",
    "known@guests.example.com, new@guests.example.com, id-known, RENAMED",
    "known@guests.example.com, new@guests.example.com, id-new, EXPECTED_OTHER_ACCOUNT",
  })
  void loginWhenAddressWasExpectedThenOnlyThatAccount(
      String expectedEmail, String email, String id, String expected) {
    assertThat(outcome(email, id, Optional.of(expectedEmail))).isEqualTo(expected);
  }

  @Test
  void loginWhenSucceedsThenOverwritesNamesAndKeepsTheAccountId() throws Exception {
    AccountLinking.Result result =
        linking.link(assertion("new@guests.example.com", "id-known"), Optional.empty());
    assertThat(result.account())
        .isEqualTo(
            new Account(
                known.accountId(),
                "new@guests.example.com",
                Optional.of("id-known"),
                "Given",
                "Family",
                true,
                true,
                true));
    assertThat(organization.accounts().findByEmail("known@guests.example.com")).isEmpty();
  }

  @Test
  void loginWhenCreatedThenAccountIsManagedAndFoundByIdNextTime() {
    assertThat(outcome("new@guests.example.com", "id-new", Optional.empty())).isEqualTo("CREATED");
    Account created = organization.accounts().findByInternalId("id-new").orElseThrow();
    assertThat(created.managed()).isTrue();
    assertThat(created.email()).isEqualTo("new@guests.example.com");
    assertThat(outcome("new@guests.example.com", "id-new", Optional.empty()))
        .isEqualTo("BY_INTERNAL_ID");
  }

  @Test
  void loginWhenNamesAreMissingThenOnlyACreationFails() {
    Map<String, List<String>> onlyId = Map.of(ReadAssertion.NAME, List.of("id-new"));
    assertThat(outcome(new ReadAssertion("_1", "new@example.com", none(), none(), onlyId), none()))
        .isEqualTo("JIT_NAMES_MISSING");
    assertThat(
            outcome(
                new ReadAssertion("_1", "plain@guests.example.com", none(), none(), onlyId),
                none()))
        .isEqualTo("LINKED_BY_EMAIL");
    assertThat(organization.accounts().findByInternalId("id-new").orElseThrow().givenName())
        .isEqualTo("Plain");
  }

  @Test
  void loginWhenAccountIsDeactivatedOrWithoutSsoThenRefuses() {
    organization.accounts().change(known.accountId(), account -> account.withActive(false));
    assertThat(outcome("known@guests.example.com", "id-known", none()))
        .isEqualTo("ACCOUNT_DEACTIVATED");
    organization
        .accounts()
        .change(known.accountId(), account -> account.withActive(true).withSingleSignOn(false));
    assertThat(outcome("known@guests.example.com", "id-known", none()))
        .isEqualTo("POLICY_WITHOUT_SSO");
  }

  @Test
  void loginWhenOnlyNameIdentifierCarriesTheIdThenASwitchDecides() {
    Map<String, List<String>> attributes =
        Map.of(ReadAssertion.NAME_IDENTIFIER, List.of("id-known"));
    ReadAssertion assertion =
        new ReadAssertion("_1", "known@guests.example.com", none(), none(), attributes);
    assertThat(outcome(assertion, none())).isEqualTo("INTERNAL_ID_MISSING");
    organization.switches().turnOn(Switch.INTERNAL_ID_FROM_NAME_IDENTIFIER);
    assertThat(outcome(assertion, none())).isEqualTo("BY_INTERNAL_ID");
  }

  @Test
  void loginWhenUpnCarriesTheIdThenItServes() {
    Map<String, List<String>> attributes = Map.of(ReadAssertion.UPN, List.of("id-known"));
    assertThat(
            outcome(
                new ReadAssertion("_1", "known@guests.example.com", none(), none(), attributes),
                none()))
        .isEqualTo("BY_INTERNAL_ID");
  }

  private String outcome(String email, String id, Optional<String> expectedEmail) {
    return outcome(assertion(email, id), expectedEmail);
  }

  private String outcome(ReadAssertion assertion, Optional<String> expectedEmail) {
    try {
      return linking.link(assertion, expectedEmail).linking().name();
    } catch (LoginRefused refusal) {
      return refusal.failure().name();
    }
  }

  private static ReadAssertion assertion(String email, String id) {
    Map<String, List<String>> attributes = new HashMap<>();
    attributes.put(ReadAssertion.GIVEN_NAME, List.of("Given"));
    attributes.put(ReadAssertion.SURNAME, List.of("Family"));
    if (id != null) {
      attributes.put(ReadAssertion.NAME, List.of(id));
    }
    return new ReadAssertion("_1", email, none(), none(), attributes);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
