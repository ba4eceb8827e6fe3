package org.guestbridge.keycloak.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.alias.BindingStatus;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.keycloak.ReleaseSettings;
import org.junit.jupiter.api.Test;

class AttributeConfigurationTest {

  private static final Map<String, String> ALL =
      Map.of(
          ReleaseSettings.GIVEN_NAME, "urn:given",
          ReleaseSettings.SURNAME, "surname",
          ReleaseSettings.EMAIL_ADDRESS, "mail",
          ReleaseSettings.INTERNAL_ID, "id",
          ReleaseSettings.GROUPS, "groups",
          ReleaseSettings.ALLOWED_GROUPS, "wiki\nother");

  @Test
  void everyNameIsSentInTheBrokersOrder() throws RefusalException {
    assertThat(sent(ALL))
        .containsExactly(
            attribute("urn:given", "uri", "Joe"),
            attribute("surname", "unspecified", "Doe"),
            attribute("mail", "unspecified", People.ALIAS),
            attribute("id", "unspecified", People.BINDING.toString()),
            attribute("groups", "unspecified", "wiki"));
  }

  @Test
  void whatHasNoNameIsNotSent() throws RefusalException {
    assertThat(
            sent(
                Map.of(
                    ReleaseSettings.INTERNAL_ID, "id",
                    ReleaseSettings.SURNAME, "",
                    ReleaseSettings.NAME_FORMAT, "basic")))
        .containsExactly(attribute("id", "basic", People.BINDING.toString()));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    List<Problem> problems =
        AttributeConfiguration.read(
                Map.of(
                    ReleaseSettings.GIVEN_NAME, "given name",
                    ReleaseSettings.SURNAME, "same",
                    ReleaseSettings.EMAIL_ADDRESS, "same",
                    ReleaseSettings.NAME_FORMAT, "xml"))
            .problems();
    assertThat(problems).allMatch(problem -> problem.code() == Code.KEYCLOAK_MAPPER_INVALID);
    assertThat(problems.stream().map(Problem::pointer))
        .containsExactly(ReleaseSettings.GIVEN_NAME, "", ReleaseSettings.NAME_FORMAT);
  }

  @Test
  void noNameAtAllIsAProblem() {
    assertThat(AttributeConfiguration.read(Map.of()).problems()).hasSize(1);
  }

  private static List<SentAttributes.Attribute> sent(Map<String, String> config)
      throws RefusalException {
    ReleasedIdentity identity =
        Entitlement.identity(
            People.note(People.NOW), Optional.of(People.binding(BindingStatus.ACTIVE)));
    ReleaseSettings settings = AttributeConfiguration.read(config).settings().orElseThrow();
    return SentAttributes.of(settings, identity).attributes();
  }

  private static SentAttributes.Attribute attribute(String name, String format, String value) {
    return new SentAttributes.Attribute(
        name, "urn:oasis:names:tc:SAML:2.0:attrname-format:" + format, List.of(value));
  }
}
