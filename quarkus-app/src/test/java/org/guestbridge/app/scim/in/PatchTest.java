package org.guestbridge.app.scim.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a change may ask for. */
class PatchTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op':'add','path':'roles','value':'more'}",
        "{'op':'add','path':'roles','value':['more']}",
        "{'op':'remove','path':'roles','value':[{'value':'7'}]}",
        "{'op':'replace','path':'roles[value eq 7].display','value':'x'}"
      })
  void patchWhenAnAttributeHasTooManyValuesThenRefusedAndAtTheLimitNot(String operation) {
    new Patch(withRoles(Patch.MAX_VALUES)).apply(operation(operation));
    ScimRefusal refusal =
        catchThrowableOfType(
            ScimRefusal.class,
            () -> new Patch(withRoles(Patch.MAX_VALUES + 1)).apply(operation(operation)));
    assertThat(refusal.code()).isEqualTo(Code.SCIM_TOO_MANY);
  }

  @Test
  void receivedWhenAnObjectHasTooManyAttributesThenRefusedAndAtTheLimitNot() {
    assertThat(ScimJson.received(attributes(ScimJson.MAX_ATTRIBUTES))).hasSize(1_000);
    ScimRefusal refusal =
        catchThrowableOfType(
            ScimRefusal.class, () -> ScimJson.received(attributes(ScimJson.MAX_ATTRIBUTES + 1)));
    assertThat(refusal.code()).isEqualTo(Code.SCIM_TOO_MANY);
  }

  private static byte[] attributes(int count) {
    ObjectNode object = ScimJson.object();
    for (int i = 0; i < count; i++) {
      object.put("a" + i, i);
    }
    return ScimJson.write(object).getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode withRoles(int count) {
    ObjectNode resource = ScimJson.object();
    ArrayNode roles = resource.putArray("roles");
    for (int i = 0; i < count; i++) {
      roles.addObject().put("value", Integer.toString(i));
    }
    return resource;
  }

  private static PatchOperation operation(String text) {
    String body = "{'Operations':[" + text + "]}";
    return PatchOperation.of(
            ScimJson.received(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .get(0);
  }
}
