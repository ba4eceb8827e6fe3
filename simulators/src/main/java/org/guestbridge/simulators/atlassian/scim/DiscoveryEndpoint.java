package org.guestbridge.simulators.atlassian.scim;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Response;

/**
 * {@code /ServiceProviderConfig}, {@code /ResourceTypes} and {@code /Schemas}. Atlassian documents
 * that they exist, not what is in them: the contents follow the rest of the documentation.
 */
final class DiscoveryEndpoint {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

  private final URI base;

  DiscoveryEndpoint(URI base) {
    this.base = base;
  }

  /** The answer to a path below the base; empty where it is not one of these. */
  Optional<Response> answer(String path) {
    if (path.equals("/ServiceProviderConfig")) {
      return json(serviceProviderConfig());
    }
    if (path.equals("/ResourceTypes")) {
      return json(list(List.of(resourceType("User"), resourceType("Group"))));
    }
    if (path.equals("/ResourceTypes/User") || path.equals("/ResourceTypes/Group")) {
      return json(resourceType(path.substring("/ResourceTypes/".length())));
    }
    if (path.equals("/Schemas")) {
      return json(list(List.copyOf(schemas().values())));
    }
    if (path.startsWith("/Schemas/")) {
      return Optional.ofNullable(schemas().get(path.substring("/Schemas/".length())))
          .flatMap(DiscoveryEndpoint::json);
    }
    return Optional.empty();
  }

  private static Optional<Response> json(Map<String, ?> document) {
    return Optional.of(ScimRefusal.scim(200, Response.toJson(document)));
  }

  private static Map<String, Object> list(List<Map<String, Object>> resources) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"));
    list.put("totalResults", resources.size());
    list.put("startIndex", 1);
    list.put("itemsPerPage", resources.size());
    list.put("Resources", resources);
    return list;
  }

  private Map<String, Object> serviceProviderConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("schemas", List.of(CORE + "ServiceProviderConfig"));
    config.put("patch", Map.of("supported", true));
    config.put("bulk", Map.of("supported", false, "maxOperations", 0, "maxPayloadSize", 0));
    config.put("filter", Map.of("supported", true, "maxResults", 100));
    config.put("changePassword", Map.of("supported", false));
    config.put("sort", Map.of("supported", false));
    config.put("etag", Map.of("supported", false));
    config.put(
        "authenticationSchemes",
        List.of(
            Map.of(
                "type", "oauthbearertoken",
                "name", "API key",
                "description", "The directory's API key as bearer token")));
    return config;
  }

  private Map<String, Object> resourceType(String name) {
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("schemas", List.of(CORE + "ResourceType"));
    type.put("id", name);
    type.put("name", name);
    type.put("endpoint", "/" + name + "s");
    type.put("schema", CORE + name);
    if (name.equals("User")) {
      type.put(
          "schemaExtensions",
          List.of(Map.of("schema", UserDocument.ENTERPRISE, "required", false)));
    }
    type.put(
        "meta",
        Map.of("resourceType", "ResourceType", "location", base + "/ResourceTypes/" + name));
    return type;
  }

  private static Map<String, Map<String, Object>> schemas() {
    Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
    List<Map<String, Object>> user = new ArrayList<>();
    UserDocument.STRINGS.stream()
        .sorted()
        .forEach(name -> user.add(attribute(name, "string", false, name.equals("userName"))));
    user.add(attribute("name", "complex", false, false));
    user.add(attribute("active", "boolean", false, false));
    user.add(attribute("emails", "complex", true, true));
    user.add(attribute("phoneNumbers", "complex", true, false));
    user.add(attribute("groups", "complex", true, false));
    schemas.put(UserDocument.USER, schema(UserDocument.USER, "User", user));
    schemas.put(
        GroupEndpoint.GROUP,
        schema(
            GroupEndpoint.GROUP,
            "Group",
            List.of(
                attribute("displayName", "string", false, true),
                attribute("externalId", "string", false, false),
                attribute("members", "complex", true, false))));
    schemas.put(
        UserDocument.ENTERPRISE,
        schema(
            UserDocument.ENTERPRISE,
            "EnterpriseUser",
            List.of(
                attribute("organization", "string", false, false),
                attribute("department", "string", false, false))));
    return schemas;
  }

  private static Map<String, Object> schema(
      String id, String name, List<Map<String, Object>> attributes) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("schemas", List.of(CORE + "Schema"));
    schema.put("id", id);
    schema.put("name", name);
    schema.put("attributes", attributes);
    return schema;
  }

  private static Map<String, Object> attribute(
      String name, String type, boolean multiValued, boolean required) {
    Map<String, Object> attribute = new LinkedHashMap<>();
    attribute.put("name", name);
    attribute.put("type", type);
    attribute.put("multiValued", multiValued);
    attribute.put("required", required);
    attribute.put("mutability", name.equals("groups") ? "readOnly" : "readWrite");
    return attribute;
  }
}
