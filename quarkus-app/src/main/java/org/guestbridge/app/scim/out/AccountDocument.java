package org.guestbridge.app.scim.out;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;

/**
 * An account as SCIM says it (RFC 7643 section 4.1). User name and the one mail are the alias, and
 * {@code externalId} is the binding's id, which proves that the broker made or adopted the account.
 */
final class AccountDocument {

  private static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private final DesiredAccount account;

  AccountDocument(DesiredAccount account) {
    this.account = account;
  }

  String externalId() {
    return account.bindingId().toString();
  }

  /** The body of a POST. */
  Map<String, Object> creation() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("schemas", List.of(SCHEMA));
    body.putAll(attributes());
    body.put("name", names());
    return body;
  }

  /** Whether the resource is the account of this binding. */
  boolean owns(Map<String, Object> resource) {
    return ScimReply.text(resource, "externalId").filter(externalId()::equals).isPresent();
  }

  /** Whether the resource has the address of this account. */
  boolean hasAddress(Map<String, Object> resource) {
    return account
        .address()
        .map(EmailAddress::value)
        .filter(
            ours -> ScimReply.text(resource, "userName").filter(ours::equalsIgnoreCase).isPresent())
        .isPresent();
  }

  /** What the resource has otherwise, by attribute path. */
  Map<String, Object> differences(Map<String, Object> resource) {
    Map<String, Object> differences = new LinkedHashMap<>();
    attributes()
        .forEach(
            (name, wanted) -> {
              if (!has(resource, name, wanted)) {
                differences.put(name, wanted);
              }
            });
    Map<String, Object> there = ScimCalls.members(resource.getOrDefault("name", Map.of()));
    names()
        .forEach(
            (name, wanted) -> {
              if (!wanted.equals(there.get(name))) {
                differences.put("name." + name, wanted);
              }
            });
    return differences;
  }

  /** The body of a PATCH that replaces these attributes. */
  static Map<String, Object> replacing(Map<String, Object> differences) {
    List<Map<String, Object>> operations = new ArrayList<>();
    differences.forEach(
        (path, value) -> operations.add(Map.of("op", "replace", "path", path, "value", value)));
    return patch(operations);
  }

  /** The body of a PATCH (RFC 7644 section 3.5.2). */
  static Map<String, Object> patch(List<Map<String, Object>> operations) {
    return Map.of("schemas", List.of(PATCH), "Operations", operations);
  }

  /** After erasure only the end of the account is still told. */
  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    Optional<String> address = account.address().map(EmailAddress::value);
    if (address.isPresent()) {
      attributes.put("userName", address.get());
      attributes.put(
          "emails", List.of(Map.of("value", address.get(), "type", "work", "primary", true)));
      attributes.put("externalId", externalId());
      account.displayName().ifPresent(name -> attributes.put("displayName", name));
    }
    attributes.put("active", account.active());
    return attributes;
  }

  private Map<String, Object> names() {
    Map<String, Object> names = new LinkedHashMap<>();
    account.givenName().ifPresent(name -> names.put("givenName", name));
    account.surname().ifPresent(name -> names.put("familyName", name));
    return names;
  }

  private boolean has(Map<String, Object> resource, String name, Object wanted) {
    return switch (name) {
      case "active" -> wanted.equals(resource.getOrDefault("active", true));
      case "emails" -> hasOneMail(resource.getOrDefault("emails", List.of()));
      default -> wanted.equals(resource.get(name));
    };
  }

  private boolean hasOneMail(Object emails) {
    if (!(emails instanceof List<?> list) || list.size() != 1 || list.get(0) == null) {
      return false;
    }
    Map<String, Object> mail = ScimCalls.members(list.get(0));
    return account
        .address()
        .filter(address -> address.value().equals(mail.get("value")))
        .filter(address -> Boolean.TRUE.equals(mail.get("primary")))
        .isPresent();
  }
}
