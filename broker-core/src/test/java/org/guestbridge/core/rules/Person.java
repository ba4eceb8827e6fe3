package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.text.EmailAddress;

/** Builds identities for tests. */
final class Person {

  static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  static final String PARTNER_TENANT = "9b0a2c6d-7e11-4e39-8a55-5c2f0d1e2f30";
  static final String OWN_IDP = "https://sts.windows.net/" + TENANT + "/";
  static final String PARTNER_IDP = "https://sts.windows.net/" + PARTNER_TENANT + "/";

  private Optional<String> idp;
  private Optional<EmailAddress> mail = Optional.empty();
  private Optional<String> signInName = Optional.empty();
  private Optional<EmailAddress> upn = Optional.empty();
  private final List<EmailAddress> verifiedPrimaryEmails = new ArrayList<>();
  private Optional<String> displayName = Optional.empty();
  private Optional<String> givenName = Optional.empty();
  private Optional<String> surname = Optional.empty();
  private final Set<String> groups = new HashSet<>();
  private boolean groupsComplete = true;
  private final Set<String> roles = new HashSet<>();
  private final Map<String, List<String>> claims = new HashMap<>();

  private Person(Optional<String> idp) {
    this.idp = idp;
  }

  static Person guest() {
    return new Person(Optional.of(PARTNER_IDP));
  }

  static Person employee() {
    return new Person(Optional.of(OWN_IDP));
  }

  static Person unproven() {
    return new Person(Optional.empty());
  }

  Person idp(String value) {
    idp = Optional.of(value);
    return this;
  }

  Person mail(String value) {
    mail = Optional.of(EmailAddress.parse(value).orElseThrow());
    return this;
  }

  Person signInName(String value) {
    signInName = Optional.of(value);
    return this;
  }

  Person upn(String value) {
    upn = Optional.of(EmailAddress.parse(value).orElseThrow());
    return this;
  }

  Person verifiedPrimaryEmail(String value) {
    verifiedPrimaryEmails.add(EmailAddress.parse(value).orElseThrow());
    return this;
  }

  Person displayName(String value) {
    displayName = Optional.of(value);
    return this;
  }

  Person givenName(String value) {
    givenName = Optional.of(value);
    return this;
  }

  Person surname(String value) {
    surname = Optional.of(value);
    return this;
  }

  Person group(String value) {
    groups.add(value);
    return this;
  }

  Person withTooManyGroups() {
    groupsComplete = false;
    return this;
  }

  Person role(String value) {
    roles.add(value);
    return this;
  }

  Person claim(String name, String... values) {
    claims.put(name, List.of(values));
    return this;
  }

  VerifiedIdentity identity() {
    AccountEvidence account =
        new AccountEvidence.Entra(
            TENANT,
            "https://login.microsoftonline.com/" + TENANT + "/v2.0",
            idp,
            OptionalInt.empty(),
            false,
            true);
    Profile profile =
        new Profile(
            mail,
            false,
            signInName,
            upn,
            verifiedPrimaryEmails,
            displayName,
            givenName,
            surname,
            PersonGroups.of(groups, groupsComplete),
            roles,
            claims);
    return VerifiedIdentity.attested(
        new Evidence.Supposed("entra", account),
        new UpstreamSubject.Entra(TENANT, new UUID(1, 2)),
        profile);
  }

  FieldReader reader() {
    return new FieldReader(identity());
  }
}
