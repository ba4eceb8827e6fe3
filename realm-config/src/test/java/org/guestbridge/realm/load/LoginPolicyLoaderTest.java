package org.guestbridge.realm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.login.LoginPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoginPolicyLoaderTest {

  private static final String TENANT = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";
  private static final String OBJECT = "0d6c2f5e-1b3a-4f7d-8a90-2b6c7d8e9f01";

  private static final String ENTRA =
      "{\"name\":\"entra\",\"type\":\"entra-oidc\",\"tenant\":\"" + TENANT + "\"}";

  private static final String PARTNER =
      """
      {"name":"partner","type":"saml","entityId":"https://idp.partner.example/idp",
       "subjectAttribute":"uid"}""";

  private static final String RULES =
      """
      [{"name":"employees","when":{"account":"internal"},"passThrough":{"address":"upn"}}]""";

  @Test
  void loadWhenOidcThenItReadsTokensOnly() throws RefusalException {
    LoginPolicy policy = loaded(document(ENTRA, RULES));
    Map<String, Object> claims = Map.of("tid", TENANT, "oid", OBJECT);
    assertThat(policy.person(claims).subject())
        .isEqualTo(new UpstreamSubject.Entra(UUID.fromString(TENANT), UUID.fromString(OBJECT)));
    assertThatThrownBy(() -> policy.person(Map.of(), Optional.of("id")))
        .hasFieldOrPropertyWithValue("code", Code.CALLBACK_INVALID);
  }

  @Test
  void loadWhenSamlThenItReadsAssertionsOnly() throws RefusalException {
    LoginPolicy policy = loaded(document(PARTNER, RULES));
    assertThat(policy.person(Map.of("uid", List.of("a1")), Optional.empty()).subject())
        .isEqualTo(new UpstreamSubject.Saml("https://idp.partner.example/idp", "a1"));
    assertThatThrownBy(() -> policy.person(Map.of("tid", TENANT, "oid", OBJECT)))
        .hasFieldOrPropertyWithValue("code", Code.CALLBACK_INVALID);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            ENTRA.replace("\"tenant\"", "\"tennant\""),
            List.of("realm_missing_key /upstream/tenant", "realm_unknown_key /upstream/tennant")),
        Arguments.of(
            ENTRA.replace(TENANT, "common"), List.of("realm_value_invalid /upstream/tenant")),
        Arguments.of(
            ENTRA.replace(TENANT, "${env:TENANT}"),
            List.of("realm_secret_unresolved /upstream/tenant")),
        Arguments.of(
            ENTRA.replace(TENANT, "${file:/etc/hostname}"),
            List.of("realm_secret_unresolved /upstream/tenant")),
        Arguments.of(
            ENTRA.replace("entra-oidc", "atlassian-saml"),
            List.of("realm_unknown_key /upstream/tenant", "realm_value_invalid /upstream/type")),
        Arguments.of(
            ENTRA.replace("\"entra\"", "\"Entra\""), List.of("realm_value_invalid /upstream/name")),
        Arguments.of(
            ENTRA.replace("}", ",\"credential\":{\"secret\":\"x\"}}"),
            List.of("realm_unknown_key /upstream/credential")),
        Arguments.of(
            ENTRA.replace("}", ",\"clientId\":\"x\"}"),
            List.of("realm_unknown_key /upstream/clientId")),
        Arguments.of(
            ENTRA.replace("}", ",\"groupsFromGraph\":true}"),
            List.of("realm_unknown_key /upstream/groupsFromGraph")),
        Arguments.of(
            PARTNER.replace("}", ",\"signOn\":\"https://idp.partner.example\"}"),
            List.of("realm_unknown_key /upstream/signOn")),
        Arguments.of(
            PARTNER.replace("}", ",\"changedHuman\":{\"external\":\"ignore\"}}"),
            List.of("realm_value_invalid /upstream/changedHuman/external")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void loadWhenTheUpstreamIsWrongThenEveryProblem(String upstream, List<String> problems) {
    assertThat(problems(document(upstream, RULES))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                                                         | realm_value_invalid /rules
          [{"name":"x","when":{"account":"internal"}}]               | realm_rule_invalid /rules/0
          [{"name":"x","when":{"mail":{"matches":"("}},"refuse":{}}] | realm_unknown_key /rules/0/when/mail/matches
          """)
  void loadWhenARuleIsWrongThenRefusedAsInARealmFile(String rules, String problem) {
    assertThat(problems(document(ENTRA, rules))).contains(problem);
  }

  @Test
  void loadWhenNothingIsRightThenEveryProblemAtOnce() {
    assertThat(problems("{\"realm\":\"No\",\"rule\":[],\"upstream\":7}"))
        .containsExactly(
            "realm_missing_key /domains",
            "realm_value_invalid /realm",
            "realm_unknown_key /rule",
            "realm_missing_key /rules",
            "realm_wrong_type /upstream");
  }

  @Test
  void loadWhenDomainsOverlapThenRefused() {
    assertThat(problems(document(ENTRA, RULES).replace("guests.example.com", "example.com")))
        .containsExactly("realm_domains_overlap /domains/alias/0");
  }

  @Test
  void loadWhenYamlThenRefused() {
    assertThat(problems("realm: example")).containsExactly("realm_syntax ");
  }

  @Test
  void loadWhenOneMebibyteThenItIsTheLargest() {
    String document = document(ENTRA, RULES);
    String largest = document + " ".repeat((1 << 20) - document.length());
    assertThat(problems(largest)).isEmpty();
    assertThat(problems(largest + " ")).containsExactly("realm_oversized ");
  }

  private static String document(String upstream, String rules) {
    return """
        {"realm":"example","upstream":%s,
         "domains":{"passThrough":["example.com"],"alias":["guests.example.com"]},"rules":%s}"""
        .formatted(upstream, rules);
  }

  private static LoginPolicy loaded(String document) {
    return LoginPolicyLoader.load(document)
        .fold(
            LoginPolicyResult.Loaded::policy,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }

  private static List<String> problems(String document) {
    return LoginPolicyLoader.load(document)
        .fold(
            loaded -> List.of(),
            rejected ->
                rejected.problems().stream()
                    .map(problem -> problem.code().text() + " " + problem.pointer())
                    .toList());
  }
}
