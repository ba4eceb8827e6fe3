package org.guestbridge.core.broker;

import java.time.Instant;
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

/** A person who signs in, for tests. */
record Visitor(
    int number, Optional<String> idp, String signInName, String mail, boolean vouched, String upn) {

  static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  static final String OWN_IDP = "https://sts.windows.net/" + TENANT + "/";
  static final String PARTNER_IDP = "https://sts.windows.net/9b0a2c6d-7e11-4e39-8a55-5c2f0d1e2f30/";

  Visitor(int number, Optional<String> idp, String signInName, String mail, String upn) {
    this(number, idp, signInName, mail, false, upn);
  }

  static Visitor guest(int number, String mail) {
    return new Visitor(number, Optional.of(PARTNER_IDP), mail, mail, mail);
  }

  static Visitor employee(int number, String upn) {
    return new Visitor(number, Optional.of(OWN_IDP), upn, upn, upn);
  }

  Visitor withIdp(Optional<String> value) {
    return new Visitor(number, value, signInName, mail, vouched, upn);
  }

  Visitor withSignInName(String value) {
    return new Visitor(number, idp, value, mail, vouched, upn);
  }

  Visitor withMail(String value) {
    return new Visitor(number, idp, signInName, value, vouched, upn);
  }

  Visitor withUpn(String value) {
    return new Visitor(number, idp, signInName, mail, vouched, value);
  }

  /** The same, with a provider that vouches for the mail. */
  Visitor vouchedFor() {
    return new Visitor(number, idp, signInName, mail, true, upn);
  }

  /** Another person who looks the same. */
  Visitor numbered(int other) {
    return new Visitor(other, idp, signInName, mail, vouched, upn);
  }

  UpstreamSubject subject() {
    return new UpstreamSubject.Entra(TENANT, new UUID(3, number));
  }

  VerifiedIdentity identity() {
    return identity(new Evidence.IdToken("entra", account(), Instant.EPOCH));
  }

  VerifiedIdentity supposed() {
    return identity(new Evidence.Supposed("entra", account()));
  }

  private VerifiedIdentity identity(Evidence evidence) {
    Profile profile =
        new Profile(
            EmailAddress.parse(mail),
            vouched,
            Optional.of(signInName),
            EmailAddress.parse(upn),
            List.of(),
            Optional.of("Jo Doe"),
            Optional.of("Jo"),
            Optional.of("Doe"),
            PersonGroups.of(Set.of(), true),
            Set.of(),
            Map.of());
    return VerifiedIdentity.attested(evidence, subject(), profile);
  }

  private AccountEvidence account() {
    return new AccountEvidence.Entra(
        TENANT,
        "https://login.microsoftonline.com/" + TENANT + "/v2.0",
        idp,
        OptionalInt.empty(),
        false,
        true);
  }
}
