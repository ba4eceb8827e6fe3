package org.guestbridge.realm.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.SamlAttributes;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.SamlUpstream.Kind;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.identity.IdentityDocument;
import org.guestbridge.realm.load.Realms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamlPersonTest {

  private static final UUID TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  private static final UUID OBJECT = UUID.fromString("b7d0a0e2-6a0f-4c5e-9b9a-3c1f5f0a7a11");
  private static final String ISSUER = "https://sts.windows.net/" + TENANT + "/";
  private static final String PARTNER = "https://idp.partner.example/idp";
  private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
  private static final String GROUPS =
      "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";
  private static final String GROUPS_LINK = "http://schemas.microsoft.com/claims/groups.link";

  private static final SamlUpstream ENTRA = upstream(new Kind.Entra(TENANT), ISSUER);
  private static final SamlUpstream BY_NAME_ID =
      upstream(new Kind.Generic(Optional.empty(), SamlAttributes.DEFAULTS), PARTNER);
  private static final SamlUpstream BY_ATTRIBUTE =
      upstream(new Kind.Generic(Optional.of("uid"), names()), PARTNER);

  private static SamlUpstream upstream(Kind kind, String entityId) {
    return new SamlUpstream(
        "partner",
        kind,
        entityId,
        new Trust.MetadataUrl(URI.create("https://idp.partner.example/metadata"), List.of()),
        false,
        Optional.empty(),
        false,
        false,
        ChangedHuman.DEFAULTS,
        new HomeRealm(Optional.empty(), Set.of()));
  }

  private static SamlAttributes names() {
    return new SamlAttributes(
        Optional.of("mail"),
        Optional.of("login"),
        Optional.of("cn"),
        Optional.of("givenName"),
        Optional.of("sn"),
        Optional.of("memberOf"),
        Optional.empty());
  }

  private static Map<String, List<String>> entra() {
    Map<String, List<String>> attributes = new HashMap<>();
    attributes.put(MICROSOFT + "tenantid", List.of(TENANT.toString()));
    attributes.put(MICROSOFT + "objectidentifier", List.of(OBJECT.toString()));
    attributes.put(
        MICROSOFT + "identityprovider",
        List.of("https://sts.windows.net/9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90/"));
    attributes.put(GROUPS, List.of("g1"));
    return attributes;
  }

  private static SamlPerson read(Map<String, List<String>> attributes, SamlUpstream upstream)
      throws RefusalException {
    return read(attributes, Optional.empty(), upstream);
  }

  private static SamlPerson read(
      Map<String, List<String>> attributes, Optional<String> persistentId, SamlUpstream upstream)
      throws RefusalException {
    return SamlPerson.read(attributes, persistentId, upstream.kind(), upstream.entityId());
  }

  private static void refused(
      Code code, Map<String, List<String>> attributes, SamlUpstream upstream) {
    assertThatThrownBy(() -> read(attributes, upstream)).hasFieldOrPropertyWithValue("code", code);
  }

  @Test
  void entraWhenForeignProviderThenExternalAndKnownByTenantAndObject() throws RefusalException {
    SamlPerson person = read(entra(), ENTRA);

    assertThat(person.subject()).isEqualTo(new UpstreamSubject.Entra(TENANT, OBJECT));
    assertThat(person.account().prove().kind()).isEqualTo(AccountKind.EXTERNAL);
    assertThat(person.profile().groups().ids()).containsExactly("g1");
    assertThat(person.profile().groups().complete()).isTrue();
  }

  @Test
  void entraWhenTheTenantIsTheProviderThenInternal() throws RefusalException {
    Map<String, List<String>> attributes = entra();
    attributes.put(MICROSOFT + "identityprovider", List.of(ISSUER));
    assertThat(read(attributes, ENTRA).account().prove().kind()).isEqualTo(AccountKind.INTERNAL);

    attributes.remove(MICROSOFT + "identityprovider");
    assertThat(read(attributes, ENTRA).account().prove().kind()).isEqualTo(AccountKind.UNKNOWN);
    attributes.put(MICROSOFT + "acct", List.of("0"));
    assertThat(read(attributes, ENTRA).account().prove().kind()).isEqualTo(AccountKind.UNKNOWN);
  }

  @Test
  void entraWhenGroupsAreALinkThenIncompleteAndTheLinkIsNotRead() throws RefusalException {
    Map<String, List<String>> attributes = entra();
    attributes.remove(GROUPS);
    attributes.put(GROUPS_LINK, List.of("https://graph.attacker.example/getMemberObjects"));

    SamlPerson person = read(attributes, ENTRA);

    assertThat(person.profile().groups().ids()).isEmpty();
    assertThat(person.profile().groups().complete()).isFalse();
    assertThat(person.profile().claims().toString()).doesNotContain("attacker");
  }

  @Test
  void entraWhenTheKeyIsMissingOrOfAnotherTenantThenRefused() {
    Map<String, List<String>> attributes = entra();
    attributes.put(MICROSOFT + "tenantid", List.of("9d2e7f40-0b1c-4d2e-8f3a-4b5c6d7e8f90"));
    refused(Code.ASSERTION_TENANT, attributes, ENTRA);
    attributes.remove(MICROSOFT + "tenantid");
    refused(Code.ASSERTION_ATTRIBUTES, attributes, ENTRA);

    attributes.putAll(entra());
    attributes.put(MICROSOFT + "objectidentifier", List.of(OBJECT.toString(), OBJECT.toString()));
    refused(Code.ASSERTION_ATTRIBUTES, attributes, ENTRA);
    attributes.remove(MICROSOFT + "objectidentifier");
    refused(Code.ASSERTION_ATTRIBUTES, attributes, ENTRA);
  }

  @Test
  void entraWhenAnAttributeIsCalledLikeAClaimThenItIsNotThatClaim() throws RefusalException {
    Map<String, List<String>> attributes = entra();
    attributes.put("oid", List.of("00000000-0000-4000-8000-000000000000"));
    attributes.put("idp", List.of(ISSUER));
    assertThat(read(attributes, ENTRA)).isEqualTo(read(entra(), ENTRA));

    attributes.remove(MICROSOFT + "objectidentifier");
    refused(Code.ASSERTION_ATTRIBUTES, attributes, ENTRA);
  }

  @Test
  void genericWhenAnAttributeIsTheKeyThenOnlyThat() throws RefusalException {
    Map<String, List<String>> attributes =
        Map.of(
            "uid", List.of("Ab-1"),
            "mail", List.of("jo@partner.example"),
            "sn", List.of(" Doe "),
            "memberOf", List.of("g1", "g2"),
            "department", List.of("sales"));

    SamlPerson person = read(attributes, Optional.of("other"), BY_ATTRIBUTE);

    assertThat(person.subject()).isEqualTo(new UpstreamSubject.Saml(PARTNER, "Ab-1"));
    assertThat(person.account()).isEqualTo(new AccountEvidence.OtherProvider(PARTNER));
    assertThat(person.profile().surname()).contains("Doe");
    assertThat(person.profile().groups().ids()).containsExactlyInAnyOrder("g1", "g2");
    assertThat(person.profile().claims()).containsOnlyKeys("department");
    assertThatThrownBy(
            () ->
                read(
                    Map.of("mail", List.of("jo@partner.example")),
                    Optional.of("other"),
                    BY_ATTRIBUTE))
        .hasFieldOrPropertyWithValue("code", Code.ASSERTION_SUBJECT);
  }

  @Test
  void genericWhenTheKeyOrAFieldHasTwoValuesThenRefused() {
    refused(Code.ASSERTION_ATTRIBUTES, Map.of("uid", List.of("a", "b")), BY_ATTRIBUTE);
    refused(
        Code.ASSERTION_ATTRIBUTES,
        Map.of("uid", List.of("a"), "mail", List.of("a@x.example", "b@x.example")),
        BY_ATTRIBUTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a\tb", "a\u200bb", "a\u0000"})
  void genericWhenTheKeyIsNotOneThenRefused(String id) {
    refused(Code.ASSERTION_SUBJECT, Map.of("uid", List.of(id)), BY_ATTRIBUTE);
    assertThatThrownBy(() -> read(Map.of(), Optional.of(id), BY_NAME_ID))
        .hasFieldOrPropertyWithValue("code", Code.ASSERTION_SUBJECT);
  }

  @Test
  void genericWhenTheKeyHas255CharactersThenTheLongest() throws RefusalException {
    assertThat(read(Map.of(), Optional.of("a".repeat(255)), BY_NAME_ID).subject())
        .isEqualTo(new UpstreamSubject.Saml(PARTNER, "a".repeat(255)));
    refused(Code.ASSERTION_SUBJECT, Map.of("uid", List.of("a".repeat(256))), BY_ATTRIBUTE);
    refused(Code.ASSERTION_SUBJECT, Map.of(), BY_NAME_ID);
  }

  @Test
  void identityFileWhenOfAnAssertionThenReadAsALoginReadsIt() throws RefusalException {
    VerifiedIdentity person =
        identity(
            """
            {"upstream": "partner", "attributes": {
              "urn:oid:1.3.6.1.4.1.5923.1.1.1.13": "unique-1",
              "urn:oid:0.9.2342.19200300.100.1.3": ["jo@partner.example"]}}
            """);
    assertThat(person.subject()).isEqualTo(new UpstreamSubject.Saml(PARTNER, "unique-1"));
    assertThat(person.profile().mail().orElseThrow().value()).isEqualTo("jo@partner.example");

    VerifiedIdentity named =
        identity("{\"upstream\": \"supplier\", \"attributes\": {}, \"nameId\": \"p-1\"}");
    assertThat(named.subject())
        .isEqualTo(new UpstreamSubject.Saml("https://idp.supplier.example/idp", "p-1"));
  }

  @Test
  void identityFileWhenOfTheOtherProtocolThenRefused() {
    assertThatThrownBy(() -> identity("{\"upstream\": \"partner\", \"claims\": {\"sub\": \"1\"}}"))
        .hasFieldOrPropertyWithValue("code", Code.IDENTITY_FILE_INVALID);
    assertThatThrownBy(
            () ->
                document("{\"attributes\": {\"uid\": \"1\"}}")
                    .identity(Realms.loaded(Realms.EXAMPLE)))
        .hasFieldOrPropertyWithValue("code", Code.IDENTITY_FILE_INVALID);
  }

  private static VerifiedIdentity identity(String json) throws RefusalException {
    return document(json)
        .identity(Realms.loaded(Realms.FIXTURES.resolve("valid/saml-upstreams.yaml")));
  }

  private static IdentityDocument document(String json) {
    return IdentityDocument.read(json.getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON)
        .fold(
            IdentityDocument.Read::document,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }
}
