package org.guestbridge.simulators.atlassian.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Response;

/** A SCIM error of RFC 7644, section 3.12. */
final class ScimRefusal extends RuntimeException {
  static final String MEDIA_TYPE = "application/scim+json";
  private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String scimType;

  private ScimRefusal(int status, String scimType, String detail) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }

  static ScimRefusal badRequest(String scimType, String detail) {
    return new ScimRefusal(400, scimType, detail);
  }

  static ScimRefusal invalidValue(String detail) {
    return badRequest("invalidValue", detail);
  }

  static ScimRefusal invalidSyntax(String detail) {
    return badRequest("invalidSyntax", detail);
  }

  static ScimRefusal notFound(String resource, String id) {
    return new ScimRefusal(404, "", "Resource [" + resource + "]: with id[" + id + "] not found.");
  }

  /** The text that Atlassian shows, for instance {@code with email[a@b] already exists}. */
  static ScimRefusal conflict(String resource, String attribute, String value) {
    return new ScimRefusal(
        409,
        "uniqueness",
        "Resource [" + resource + "]: with " + attribute + "[" + value + "] already exists.");
  }

  static ScimRefusal of(int status, String detail) {
    return new ScimRefusal(status, "", detail);
  }

  Response response() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("schemas", List.of(ERROR));
    body.put("status", String.valueOf(status));
    if (!scimType.isEmpty()) {
      body.put("scimType", scimType);
    }
    body.put("detail", Optional.ofNullable(getMessage()).orElse(""));
    return scim(status, Response.toJson(body));
  }

  static Response scim(int status, String json) {
    return new Response(
        status, Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store"), json);
  }
}
