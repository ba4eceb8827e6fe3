package org.guestbridge.simulators.entra;

import static org.guestbridge.simulators.entra.Person.person;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The people whom every simulated tenant starts with: one of each kind that Entra knows, and the
 * ones who are hard to tell apart. Employees own example.com; Jane Doe exists several times.
 */
final class DefaultPeople {
  /** The home tenant of the guests from partner.example. */
  static final UUID PARTNER_TENANT = UUID.fromString("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90");

  /** The home tenant of the guests from supplier.example. */
  static final UUID SUPPLIER_TENANT = UUID.fromString("5c1d3e2f-7a6b-4c8d-9e0f-1a2b3c4d5e6f");

  /** How many groups are one more than a token can carry. */
  static final int OVERAGE_GROUPS = 201;

  private static final UUID STAFF_GROUP = UUID.fromString("0d6c2f5e-1b3a-4f7d-8a90-2b6c7d8e9f01");
  private static final UUID PARTNER_GROUP = UUID.fromString("7e4b1a90-3c2d-4e5f-9a8b-6c7d8e9f0a12");

  private final String ownIdp;
  private final String initialDomain;

  DefaultPeople(UUID tenant, String initialDomain) {
    this.ownIdp = sts(tenant);
    this.initialDomain = initialDomain;
  }

  List<Person> all() {
    return Stream.of(employees(), guests(), specialAccounts(), unclearAndHostile())
        .flatMap(List::stream)
        .toList();
  }

  /** An employee of partner.example in the partner's own tenant, for multi-tenant apps. */
  static Person employeeOfPartner() {
    return person("partner-employee", PersonKind.EMPLOYEE, "95be8fc0-48ed-4a3c-9918-1af137e8b8ff")
        .displayName("Paula Partner")
        .names("Paula", "Partner")
        .preferredUsername("paula@partner.example")
        .upn("paula@partner.example")
        .email("paula@partner.example")
        .acct(0)
        .tenant(PARTNER_TENANT)
        .build();
  }

  private List<Person> employees() {
    Person maria =
        person("employee", PersonKind.EMPLOYEE, "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d")
            .displayName("Maria Meyer")
            .names("Maria", "Meyer")
            .preferredUsername("maria.meyer@example.com")
            .upn("maria.meyer@example.com")
            .email("maria.meyer@example.com")
            .acct(0)
            .emailDomainVerified(true)
            .verifiedPrimaryEmail("maria.meyer@example.com")
            .groups(List.of(STAFF_GROUP))
            .roles("atlassian-user")
            .build();
    Person tom =
        employee("employee2", "2b3c4d5e-6f7a-4b2c-9d3e-4f5a6b7c8d9e", "Tom", "Schulz", "tom.schulz")
            .idp(ownIdp)
            .build();
    Person overage =
        employee("overage", "3c4d5e6f-7a8b-4c3d-8e4f-5a6b7c8d9e0f", "Olga", "Ortega", "olga.ortega")
            .groups(
                Stream.iterate(1, number -> number + 1)
                    .limit(OVERAGE_GROUPS)
                    .map(number -> new UUID(0x0a11ce00_0000_4000L, 0x8000_0000_0000_0000L + number))
                    .toList())
            .build();
    Person unassigned =
        employee("unassigned", "4d5e6f7a-8b9c-4d4e-9f5a-6b7c8d9e0f1a", "Uwe", "Unger", "uwe.unger")
            .outcome(SignInOutcome.NOT_ASSIGNED)
            .build();
    Person declining =
        employee("declining", "5e6f7a8b-9c0d-4e5f-8a6b-7c8d9e0f1a2b", "Dora", "Dahl", "dora.dahl")
            .outcome(SignInOutcome.DECLINES_CONSENT)
            .build();
    return List.of(maria, tom, overage, unassigned, declining);
  }

  private static Person.Builder employee(
      String key, String objectId, String given, String family, String local) {
    String address = local + "@example.com";
    return person(key, PersonKind.EMPLOYEE, objectId)
        .displayName(given + " " + family)
        .names(given, family)
        .preferredUsername(address)
        .upn(address)
        .email(address)
        .acct(0)
        .emailDomainVerified(true)
        .verifiedPrimaryEmail(address)
        .groups(List.of(STAFF_GROUP))
        .roles("atlassian-user");
  }

  private List<Person> guests() {
    Person jane =
        guest("guest", PersonKind.ENTRA_GUEST, "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11")
            .displayName("Jane Doe (Partner)")
            .preferredUsername("jdoe@partner.example")
            .upn("jane.doe_partner.example#EXT#@" + initialDomain)
            .email("jane.doe@partner.example")
            .idp(sts(PARTNER_TENANT))
            .emailDomainVerified(true)
            .build();
    Person janeOfSupplier =
        guest("guest2", PersonKind.ENTRA_GUEST, "c8e1b1f3-7b10-4d6f-8cab-4d2a6a1b8b22")
            .displayName("Jane Doe (Supplier)")
            .names("Jane", "Doe")
            .preferredUsername("jane.doe@supplier.example")
            .upn("jane.doe_supplier.example#EXT#@" + initialDomain)
            .email("jane.doe@supplier.example")
            .idp(sts(SUPPLIER_TENANT))
            .emailDomainVerified(true)
            .build();
    Person passcode =
        guest("otp", PersonKind.PASSCODE_GUEST, "d9f2c204-8c21-4e70-9dbc-5e3b7b2c9c33")
            .displayName("olaf@small.example")
            .preferredUsername("olaf@small.example")
            .email("olaf@small.example")
            .idp("mail")
            .emailDomainVerified(true)
            .build();
    Person google =
        guest("google", PersonKind.SOCIAL_GUEST, "ea03d315-9d32-4f81-8ecd-6f4c8c3d0d44")
            .displayName("Gina Gomez")
            .preferredUsername("gina.gomez@gmail.com")
            .email("gina.gomez@gmail.com")
            .idp("google.com")
            .emailDomainVerified(true)
            .build();
    Person microsoft =
        guest("msa", PersonKind.SOCIAL_GUEST, "fb14e426-ae43-4092-9fde-705d9d4e1e55")
            .displayName("Max Muster")
            .preferredUsername("max.muster@outlook.com")
            .email("max.muster@outlook.com")
            .idp("live.com")
            .emailDomainVerified(true)
            .build();
    Person federated =
        guest("saml-federated", PersonKind.FEDERATED_GUEST, "0c25f537-bf54-41a3-80ef-816eae5f2f66")
            .displayName("Fred Federated")
            .preferredUsername("fred@federated.example")
            .email("fred@federated.example")
            .idp("https://idp.federated.example/saml")
            .emailDomainVerified(false)
            .build();
    Person reinvited =
        jane.toBuilder()
            .key("guest-reinvited")
            .objectId(UUID.fromString("1d360648-c065-42b4-91f0-927fbf603077"))
            .build();
    Person mailless =
        guest("guest-without-mail", PersonKind.ENTRA_GUEST, "2e471759-d176-43c5-82a1-a38ac0714188")
            .displayName("Nora Nomail")
            .preferredUsername("nora@partner.example")
            .upn("nora_partner.example#EXT#@" + initialDomain)
            .idp(sts(PARTNER_TENANT))
            .build();
    return List.of(
        jane, janeOfSupplier, passcode, google, microsoft, federated, reinvited, mailless);
  }

  private List<Person> specialAccounts() {
    Person crossTenant =
        person(
                "cross-tenant-member",
                PersonKind.EXTERNAL_MEMBER,
                "3f58286a-e287-44d6-93b2-b49bd1825299")
            .displayName("Carl Cross")
            .names("Carl", "Cross")
            .preferredUsername("carl.cross@partner.example")
            .upn("carl.cross_partner.example#EXT#@" + initialDomain)
            .email("carl.cross@partner.example")
            .idp(sts(PARTNER_TENANT))
            .acct(0)
            .emailDomainVerified(true)
            .build();
    Person internalGuest =
        person("internal-guest", PersonKind.INTERNAL_GUEST, "40693a7b-f398-45e7-84c3-c5ace29363aa")
            .displayName("Ines Intern")
            .names("Ines", "Intern")
            .preferredUsername("ines.intern@example.com")
            .upn("ines.intern@example.com")
            .email("ines.intern@example.com")
            .idp(ownIdp)
            .acct(1)
            .emailDomainVerified(true)
            .build();
    Person converted =
        person("converted-internal", PersonKind.CONVERTED, "517a4b8c-04a9-46f8-95d4-d6bdf3a474bb")
            .displayName("Kai Converted")
            .names("Kai", "Converted")
            .preferredUsername("kai@partner.example")
            .upn("kai.converted@example.com")
            .email("kai@partner.example")
            .idp(sts(PARTNER_TENANT))
            .acct(0)
            .emailDomainVerified(true)
            .build();
    Person changedHuman =
        guest("changed-human", PersonKind.PASSCODE_GUEST, "b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11")
            .displayName("Jane Doe (Partner)")
            .preferredUsername("john.next@partner.example")
            .upn("jane.doe_partner.example#EXT#@" + initialDomain)
            .email("john.next@partner.example")
            .idp("mail")
            .emailDomainVerified(true)
            .build();
    return List.of(crossTenant, internalGuest, converted, changedHuman);
  }

  private List<Person> unclearAndHostile() {
    Person withoutIdp =
        person("member-without-idp", PersonKind.UNCLEAR, "628b5c9d-15ba-4709-86e5-e7ce04b585cc")
            .displayName("Mika Member")
            .names("Mika", "Member")
            .preferredUsername("mika.member@example.com")
            .upn("mika.member@example.com")
            .email("mika.member@example.com")
            .acct(0)
            .emailDomainVerified(true)
            .verifiedPrimaryEmail("mika.member@example.com")
            .build();
    Person unknown =
        person("unknown-kind", PersonKind.UNCLEAR, "739c6dae-26cb-481a-97f6-f8df15c696dd")
            .displayName("Una Unknown")
            .preferredUsername("una@example.com")
            .upn("una@example.com")
            .email("una@example.com")
            .emailDomainVerified(true)
            .build();
    Person hostile =
        guest("hostile", PersonKind.HOSTILE, "84ad7ebf-37dc-492b-8807-09e026d7a7ee")
            .displayName("Maria Meyer")
            .names("Maria", "Meyer")
            .preferredUsername("maria.meyer@example.com")
            .email("maria.meyer@example.com")
            .idp("https://sts.windows.net/66666666-6666-4666-8666-666666666666/")
            .emailDomainVerified(false)
            .build();
    return List.of(withoutIdp, unknown, hostile);
  }

  private static Person.Builder guest(String key, PersonKind kind, String objectId) {
    return person(key, kind, objectId).acct(1).groups(List.of(PARTNER_GROUP));
  }

  /** The STS URI by which {@code idp} names an Entra tenant. */
  static String sts(UUID tenant) {
    return "https://sts.windows.net/" + tenant + "/";
  }
}
