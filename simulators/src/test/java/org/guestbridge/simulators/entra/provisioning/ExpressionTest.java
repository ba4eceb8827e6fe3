package org.guestbridge.simulators.entra.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of attribute mappings. */
class ExpressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "[mail]| Jane.Doe@Partner.Example",
        "[nothing]| -",
        "\"fixed\"| fixed",
        "ToLower([mail])| jane.doe@partner.example",
        "ToLower([nothing])| -",
        "Mid([mail], 1, 4)| Jane",
        "Mid([mail], 6, 3)| Doe",
        "Mid([mail], 20, 99)| ample",
        "Append([givenName], \"!\")| Jane!",
        "Coalesce([nothing], [givenName], [mail])| Jane",
        "Coalesce([nothing], [nothing])| -",
        "Join(\".\", [givenName], [surname])| Jane.Doe",
        "Join(\".\", [givenName], [nothing])| Jane",
        "Join(\"@\", ToLower([givenName]), \"guests.example.com\")| jane@guests.example.com",
        "IIF([department]=\"Sales\", \"s\", \"o\")| s",
        "IIF([department]<>\"Sales\", \"s\", \"o\")| o",
        "IIF([nothing]=\"\", \"s\", \"o\")| o",
        "Switch([department], \"x\", \"Sales\", \"1\", \"IT\", \"2\")| 1",
        "Switch([givenName], \"x\", \"Sales\", \"1\")| x",
        "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")| True",
        "Replace([mail], \"@\", , , \"_\", , )| Jane.Doe_Partner.Example",
        "Replace([mail], , \"@.*\", , \"\", , )| Jane.Doe",
        "Replace([mail], , \"(?<d>@.*)$\", \"d\", \"!\", , )| Jane.Doe!",
        "Replace([givenName], \"%N\", , , , , \"Hello %N\")| Hello Jane",
        "SingleAppRoleAssignment([appRoleAssignments])| Admin",
      })
  void valueWhenEvaluatedThenAsDocumented(String expression, String expected) {
    Map<String, Object> source = new HashMap<>();
    source.put("mail", "Jane.Doe@Partner.Example");
    source.put("givenName", "Jane");
    source.put("surname", "Doe");
    source.put("department", "Sales");
    source.put("IsSoftDeleted", "False");
    source.put("appRoleAssignments", "Admin");
    assertThat(Expression.parse(expression).value(source)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[userType]",
        "[SamAccountName]",
        "SelectUniqueValue([mail], [upn])",
        "Join(\".\", [mail]",
        "[mail",
        "\"open",
        "ToLower([mail]) x",
        "ToLower",
      })
  void parseWhenNotAvailableOrMalformedThenRefused(String expression) {
    assertThatThrownBy(() -> Expression.parse(expression))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
