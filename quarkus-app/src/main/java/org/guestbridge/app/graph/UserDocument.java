package org.guestbridge.app.graph;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.identity.DirectoryEvidence;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * A user as Graph showed it over time (learn.microsoft.com, resource type "user"): the selected
 * properties alone, each bounded. Untrusted and personal.
 *
 * @param members by property
 */
record UserDocument(Map<String, Object> members) {

  /** What is asked for. A delta query tells changes of these alone. */
  static final List<String> PROPERTIES =
      List.of(
          "userPrincipalName",
          "mail",
          "otherMails",
          "userType",
          "creationType",
          "externalUserState",
          "externalUserStateChangeDateTime",
          "accountEnabled",
          "displayName",
          "givenName",
          "surname",
          "jobTitle",
          "department",
          "employeeId",
          "identities");

  private static final String ROLES = "appRoles";
  private static final int MAX_TEXT = 1_024;
  private static final int MAX_LIST = 32;

  /** A document that was stored; an empty one for an empty text. */
  static UserDocument stored(String document) {
    try {
      return new UserDocument(
          document.isEmpty()
              ? Map.of()
              : StrictJson.object(
                  document.getBytes(StandardCharsets.UTF_8), Code.PERSON_UNREADABLE));
    } catch (RefusalException unreadable) {
      return new UserDocument(Map.of());
    }
  }

  /**
   * This document once {@code shown} is added: a property that is null was cleared, one that is
   * absent did not change.
   */
  UserDocument with(Map<String, ?> shown) {
    Map<String, Object> merged = new TreeMap<>(members);
    for (String property : PROPERTIES) {
      if (shown.containsKey(property)) {
        Optional<Object> value =
            Optional.ofNullable(shown.get(property)).flatMap(UserDocument::fit);
        value.ifPresentOrElse(kept -> merged.put(property, kept), () -> merged.remove(property));
      }
    }
    return new UserDocument(merged);
  }

  /** This document with the person's app roles, which are no property of a user in Graph. */
  UserDocument withRoles(Set<String> roles) {
    Map<String, Object> merged = new TreeMap<>(members);
    if (roles.isEmpty()) {
      merged.remove(ROLES);
    } else {
      merged.put(ROLES, List.copyOf(roles));
    }
    return new UserDocument(merged);
  }

  /** The values of the person's app roles. */
  Set<String> roles() {
    return Set.copyOf(GraphValues.texts(members, ROLES));
  }

  /** As it is stored. */
  String text() {
    return StrictJson.write(members);
  }

  Optional<String> property(String name) {
    return GraphValues.text(members, name);
  }

  /** Whether the account may be used; not when the directory does not say so. */
  boolean isEnabled() {
    return Boolean.TRUE.equals(members.get("accountEnabled"));
  }

  /** How the person can sign in. */
  List<DirectoryEvidence.SignIn> signIns() {
    return GraphValues.objects(members, "identities").stream()
        .map(
            each ->
                new DirectoryEvidence.SignIn(
                    GraphValues.text(each, "signInType").orElse(""),
                    GraphValues.text(each, "issuer").orElse("")))
        .toList();
  }

  /** The address of a local account of a customer directory. */
  Optional<String> signInAddress() {
    return GraphValues.objects(members, "identities").stream()
        .filter(
            each -> GraphValues.text(each, "signInType").filter("emailAddress"::equals).isPresent())
        .flatMap(each -> GraphValues.text(each, "issuerAssignedId").stream())
        .findFirst();
  }

  Optional<String> otherMail() {
    return GraphValues.texts(members, "otherMails").stream().findFirst();
  }

  /**
   * Whether the invitation was redeemed before and has been reset since, or redeemed anew: the
   * object id stays, and another human may be behind it (learn.microsoft.com, "Reset redemption
   * status for a guest user").
   *
   * @param before the same user earlier
   */
  boolean isRedeemedAnew(UserDocument before) {
    Set<Map<String, Object>> then = before.providers();
    if (then.isEmpty()) {
      return false;
    }
    boolean reset =
        property("externalUserState").filter("PendingAcceptance"::equals).isPresent()
            && before.property("externalUserState").filter("Accepted"::equals).isPresent();
    Optional<String> since = before.property("externalUserStateChangeDateTime");
    boolean later = since.isPresent() && !since.equals(property("externalUserStateChangeDateTime"));
    return reset || later || !then.equals(providers());
  }

  /** The identities at other providers, names included. */
  private Set<Map<String, Object>> providers() {
    Set<Map<String, Object>> federated = new HashSet<>();
    for (Map<String, Object> each : GraphValues.objects(members, "identities")) {
      if (GraphValues.text(each, "signInType").filter("userPrincipalName"::equals).isEmpty()) {
        federated.add(each);
      }
    }
    return federated;
  }

  private static Optional<Object> fit(Object value) {
    if (value instanceof Boolean) {
      return Optional.of(value);
    }
    if (value instanceof String text) {
      return text.length() <= MAX_TEXT ? Optional.of(text) : Optional.empty();
    }
    if (value instanceof List<?> list && list.size() <= MAX_LIST) {
      return Optional.of(list.stream().flatMap(each -> element(each).stream()).toList());
    }
    return Optional.empty();
  }

  private static Optional<Object> element(Object value) {
    if (value instanceof String) {
      return fit(value);
    }
    return GraphValues.object(value)
        .map(
            members -> {
              Map<String, Object> kept = new TreeMap<>();
              for (String name : List.of("signInType", "issuer", "issuerAssignedId")) {
                GraphValues.text(members, name)
                    .filter(text -> text.length() <= MAX_TEXT)
                    .ifPresent(text -> kept.put(name, text));
              }
              return kept;
            });
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[user]";
  }
}
