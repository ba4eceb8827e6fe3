package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param body the document, when there is one
 * @param tag the entity tag of the resource
 * @param changed whether somebody may be due for planning
 * @param refusal why the request was refused, when it was
 */
record ScimAnswer(
    int status,
    Optional<ObjectNode> body,
    Optional<String> tag,
    boolean changed,
    Optional<ScimRefusal> refusal) {

  static ScimAnswer ok(ObjectNode body) {
    return new ScimAnswer(200, Optional.of(body), Optional.empty(), false, Optional.empty());
  }

  static ScimAnswer read(ObjectNode resource) {
    return of(200, resource, false);
  }

  static ScimAnswer written(int status, ObjectNode resource) {
    return of(status, resource, true);
  }

  static ScimAnswer nothing(int status, boolean changed) {
    return new ScimAnswer(status, Optional.empty(), Optional.empty(), changed, Optional.empty());
  }

  /**
   * An error (RFC 7644 section 3.12), with the code at the beginning of its detail and the
   * correlation id at its end.
   */
  static ScimAnswer error(ScimRefusal refusal) {
    ObjectNode body = ScimJson.object();
    body.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:Error");
    body.put("status", Integer.toString(refusal.status()));
    if (!refusal.scimType().isEmpty()) {
      body.put("scimType", refusal.scimType());
    }
    body.put(
        "detail",
        refusal.code().text()
            + ": "
            + refusal.getMessage()
            + " correlationId="
            + refusal.correlationId());
    return new ScimAnswer(
        refusal.status(), Optional.of(body), Optional.empty(), false, Optional.of(refusal));
  }

  /** This answer to a request that wrote all the same. */
  ScimAnswer afterChange() {
    return new ScimAnswer(status, body, tag, true, refusal);
  }

  private static ScimAnswer of(int status, ObjectNode resource, boolean changed) {
    return new ScimAnswer(
        status,
        Optional.of(resource),
        Optional.of(resource.path("meta").path("version").asText()).filter(tag -> !tag.isEmpty()),
        changed,
        Optional.empty());
  }
}
