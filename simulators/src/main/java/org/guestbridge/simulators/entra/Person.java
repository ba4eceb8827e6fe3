package org.guestbridge.simulators.entra;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A user object of the tenant with the claims that its ID tokens carry. Absent means: the claim is
 * not in the token.
 *
 * @param key short name by which tests and the sign-in page pick this person
 * @param objectId {@code oid}, stable for the life of the user object
 * @param displayName the claim {@code name}; not in ID tokens when blank
 * @param preferredUsername the name that the person signs in with; mutable, never an identity; not
 *     in ID tokens when blank
 * @param upn the optional claim {@code upn}
 * @param email the claim {@code email}; mutable and unverified
 * @param idp the optional claim {@code idp}
 * @param acct the optional claim {@code acct}: 0 member, 1 guest
 * @param emailDomainVerified the optional claim {@code xms_edov}
 * @param groups object ids; more than 200 become an overage reference
 * @param tenant the tenant of this account where the app serves several; empty is the simulated one
 * @param accountEnabled false once an administrator blocked the sign-in
 * @param attributes more attributes of the user object by their Graph names, for instance {@code
 *     department}, {@code jobTitle}, {@code employeeId} or {@code mailNickname}; {@code manager},
 *     which Graph does not show there, is the object id of another user
 * @param furtherClaims what claims mapping and directory extensions add to ID tokens, as it stands
 *     there; replaces a claim of the same name
 */
public record Person(
    String key,
    PersonKind kind,
    UUID objectId,
    String displayName,
    Optional<String> givenName,
    Optional<String> familyName,
    String preferredUsername,
    Optional<String> upn,
    Optional<String> email,
    Optional<String> idp,
    Optional<Integer> acct,
    Optional<Boolean> emailDomainVerified,
    List<String> verifiedPrimaryEmail,
    List<UUID> groups,
    List<String> roles,
    SignInOutcome outcome,
    Optional<UUID> tenant,
    boolean accountEnabled,
    Map<String, String> attributes,
    Map<String, Object> furtherClaims) {

  public Person {
    requireNonNull(kind, "kind is null");
    requireNonNull(objectId, "objectId is null");
    verifiedPrimaryEmail = List.copyOf(verifiedPrimaryEmail);
    groups = List.copyOf(groups);
    roles = List.copyOf(roles);
    attributes = Map.copyOf(attributes);
    furtherClaims = Map.copyOf(furtherClaims);
    if (key.isBlank()) {
      throw new IllegalArgumentException("a person needs a key");
    }
  }

  /**
   * Starts a person of whom nothing is known but these; {@code acct} and {@code idp} are absent.
   */
  public static Builder person(String key, PersonKind kind, String objectId) {
    return new Builder(key, kind, UUID.fromString(objectId));
  }

  /** A builder that starts with everything this person has. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Builds a person step by step; a setter that is not called leaves the claim absent. */
  public static final class Builder {
    private String key;
    private PersonKind kind;
    private UUID objectId;
    private String displayName;
    private Optional<String> givenName = Optional.empty();
    private Optional<String> familyName = Optional.empty();
    private String preferredUsername = "";
    private Optional<String> upn = Optional.empty();
    private Optional<String> email = Optional.empty();
    private Optional<String> idp = Optional.empty();
    private Optional<Integer> acct = Optional.empty();
    private Optional<Boolean> emailDomainVerified = Optional.empty();
    private List<String> verifiedPrimaryEmail = List.of();
    private List<UUID> groups = List.of();
    private List<String> roles = List.of();
    private SignInOutcome outcome = SignInOutcome.SUCCEEDS;
    private Optional<UUID> tenant = Optional.empty();
    private boolean accountEnabled = true;
    private Map<String, String> attributes = Map.of();
    private Map<String, Object> furtherClaims = Map.of();

    private Builder(String key, PersonKind kind, UUID objectId) {
      this.key = key;
      this.kind = kind;
      this.objectId = objectId;
      this.displayName = key;
    }

    private Builder(Person from) {
      this(from.key, from.kind, from.objectId);
      displayName = from.displayName;
      givenName = from.givenName;
      familyName = from.familyName;
      preferredUsername = from.preferredUsername;
      upn = from.upn;
      email = from.email;
      idp = from.idp;
      acct = from.acct;
      emailDomainVerified = from.emailDomainVerified;
      verifiedPrimaryEmail = from.verifiedPrimaryEmail;
      groups = from.groups;
      roles = from.roles;
      outcome = from.outcome;
      tenant = from.tenant;
      accountEnabled = from.accountEnabled;
      attributes = from.attributes;
      furtherClaims = from.furtherClaims;
    }

    public Builder key(String value) {
      key = value;
      return this;
    }

    public Builder kind(PersonKind value) {
      kind = value;
      return this;
    }

    public Builder objectId(UUID value) {
      objectId = value;
      return this;
    }

    public Builder displayName(String value) {
      displayName = value;
      return this;
    }

    public Builder names(String given, String family) {
      givenName = Optional.of(given);
      familyName = Optional.of(family);
      return this;
    }

    public Builder withoutNames() {
      givenName = Optional.empty();
      familyName = Optional.empty();
      return this;
    }

    public Builder preferredUsername(String value) {
      preferredUsername = value;
      return this;
    }

    public Builder upn(String value) {
      upn = Optional.of(value);
      return this;
    }

    public Builder withoutUpn() {
      upn = Optional.empty();
      return this;
    }

    public Builder email(String value) {
      email = Optional.of(value);
      return this;
    }

    public Builder withoutEmail() {
      email = Optional.empty();
      emailDomainVerified = Optional.empty();
      return this;
    }

    public Builder idp(String value) {
      idp = Optional.of(value);
      return this;
    }

    public Builder withoutIdp() {
      idp = Optional.empty();
      return this;
    }

    public Builder acct(int value) {
      acct = Optional.of(value);
      return this;
    }

    public Builder withoutAcct() {
      acct = Optional.empty();
      return this;
    }

    public Builder emailDomainVerified(boolean value) {
      emailDomainVerified = Optional.of(value);
      return this;
    }

    public Builder verifiedPrimaryEmail(String... values) {
      verifiedPrimaryEmail = List.of(values);
      return this;
    }

    public Builder groups(List<UUID> values) {
      groups = values;
      return this;
    }

    public Builder roles(String... values) {
      roles = List.of(values);
      return this;
    }

    public Builder outcome(SignInOutcome value) {
      outcome = value;
      return this;
    }

    /** The account is one of another tenant, which only a multi-tenant app sees. */
    public Builder tenant(UUID value) {
      tenant = Optional.of(value);
      return this;
    }

    public Builder accountEnabled(boolean value) {
      accountEnabled = value;
      return this;
    }

    /** Sets an attribute of the user object; an empty value takes it away. */
    public Builder attribute(String name, String value) {
      Map<String, String> changed = new HashMap<>(attributes);
      if (value.isEmpty()) {
        changed.remove(name);
      } else {
        changed.put(name, value);
      }
      attributes = changed;
      return this;
    }

    /** Claims that are put into ID tokens as they are, after all others. */
    public Builder furtherClaims(Map<String, Object> values) {
      furtherClaims = values;
      return this;
    }

    public Person build() {
      return new Person(
          key,
          kind,
          objectId,
          displayName,
          givenName,
          familyName,
          preferredUsername,
          upn,
          email,
          idp,
          acct,
          emailDomainVerified,
          verifiedPrimaryEmail,
          groups,
          roles,
          outcome,
          tenant,
          accountEnabled,
          attributes,
          furtherClaims);
    }
  }
}
