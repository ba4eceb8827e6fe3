package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.app.samlxml.XmlElement;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.PersistentNameId;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.ReleasePolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each violation planted into an assertion that passes without it. */
class OutputGuardTest {

  private static final String ADDRESS = "joe@guests.example.com";

  private static final String GOOD =
      """
      <s:Assertion xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a">
      <s:Issuer>idp</s:Issuer>
      <s:Subject><s:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">joe@guests.example.com</s:NameID>
      <s:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><s:SubjectConfirmationData Recipient="https://sp/acs"/></s:SubjectConfirmation></s:Subject>
      <s:Conditions><s:AudienceRestriction><s:Audience>sp</s:Audience></s:AudienceRestriction></s:Conditions>
      <s:AttributeStatement>
      <s:Attribute Name="given"><s:AttributeValue>Joe</s:AttributeValue></s:Attribute>
      <s:Attribute Name="mail"><s:AttributeValue>joe@guests.example.com</s:AttributeValue></s:Attribute>
      <s:Attribute Name="id"><s:AttributeValue>6f1b3a52-0f60-4f3e-9a0e-6d1d5a0f2c11</s:AttributeValue></s:Attribute>
      </s:AttributeStatement>
      </s:Assertion>
      """
          .replace("\n", "");

  private final OutputGuard guard = new OutputGuard(Fixture.DOMAINS);
  private OutputGuard.Expected expected;

  @BeforeEach
  void expectTheGuest() {
    expected = expected(ADDRESS, BindingKind.ALIAS);
  }

  @Test
  void theFinishedAssertionPasses() throws Exception {
    guard.check(parse(GOOD), expected);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          emailAddress">joe@|emailAddress">ann@|another NameID
          emailAddress">joe@guests|emailAddress">joe@other|NameID on another domain
          emailAddress">|persistent">|another NameID format
          mail"><s:AttributeValue>joe@|mail"><s:AttributeValue>ann@|another mail attribute
          mail"><s:AttributeValue>joe@guests.example.com|mail"><s:AttributeValue>joe|mail that is no address
          >Joe<|>joe@partner.example<|an upstream address as name
          >Joe<|>Joe joe@guests.example.com<|the address inside a name
          ID="_a"|ID="_a@b"|an address-like id
          Name="given"|Name="given" FriendlyName="joe@partner.example"|an address in an XML attribute
          >idp<|>i@dp<|an address-like issuer
          >sp<|>sp2<|another audience
          </s:Audience>|</s:Audience><s:Audience>sp2</s:Audience>|a second audience
          https://sp/acs|https://sp/acs2|another recipient
          cm:bearer|cm:holder-of-key|another confirmation
          6f1b3a52-|7f1b3a52-|another id
          6f1b3a52-0f60-4f3e-9a0e-6d1d5a0f2c11|joe|an id that is no UUID
          6f1b3a52-0f60-4f3e|6F1B3A52-0f60-4f3e|an id in upper case
          Name="id"|Name="given"|no id
          Name="given"|Name="upn"|an attribute that is not configured
          <s:AttributeStatement>|<s:AttributeStatement><x/>|a foreign element
          </s:Subject>|</s:Subject><s:Subject/>|a second subject
          <s:Issuer>idp</s:Issuer>|<s:Issuer>i&#10;dp</s:Issuer>|a line end
          >Joe<|>J&#x85;oe<|a control character
          >Joe<|>J&#xFDD0;oe<|a non-character
          """)
  void aPlantedViolationIsRefused(String good, String bad, String name) throws Exception {
    String planted = GOOD.replace(good, bad);
    assertThat(planted).isNotEqualTo(GOOD);
    XmlElement assertion = parse(planted);
    RefusalException refused =
        assertThrows(RefusalException.class, () -> guard.check(assertion, expected), name);
    assertThat(refused.code()).isEqualTo(Code.OUTPUT_GUARD);
    assertThat(refused.detail()).doesNotContain("@");
  }

  @Test
  void aConsistentAssertionOfTheWrongKindIsRefused() throws Exception {
    XmlElement guest = parse(GOOD);
    XmlElement employee = parse(GOOD.replace("@guests.", "@"));
    guard.check(employee, expected("joe@example.com", BindingKind.PASS_THROUGH));
    assertThrows(
        RefusalException.class,
        () -> guard.check(guest, expected(ADDRESS, BindingKind.PASS_THROUGH)));
    assertThrows(
        RefusalException.class,
        () -> guard.check(employee, expected("joe@example.com", BindingKind.ALIAS)));
  }

  @Test
  void aGroupThatIsNotReleasedIsRefused() throws Exception {
    String groups =
        "</s:Attribute><s:Attribute Name=\"groups\"><s:AttributeValue>%s</s:AttributeValue>"
            + "</s:Attribute></s:AttributeStatement>";
    String end = "</s:Attribute></s:AttributeStatement>";
    guard.check(parse(GOOD.replace(end, groups.formatted("jira"))), expected);
    XmlElement other = parse(GOOD.replace(end, groups.formatted("other")));
    assertThrows(RefusalException.class, () -> guard.check(other, expected));
  }

  @ParameterizedTest
  @CsvSource({
    "PERSISTENT, 2.0:nameid-format:persistent",
    "TRANSIENT, 2.0:nameid-format:transient",
    "UNSPECIFIED, 1.1:nameid-format:unspecified"
  })
  void aNameIdOfAnotherFormatIsRefused(NameIdFormat format, String uri) throws Exception {
    String value =
        switch (format) {
          case PERSISTENT -> PersistentNameId.of(Fixture.BINDING, "sp");
          case TRANSIENT -> "_" + "0a".repeat(20);
          default -> ADDRESS;
        };
    String fitting =
        GOOD.replace("1.1:nameid-format:emailAddress\">" + ADDRESS, uri + "\">" + value);
    OutputGuard.Expected other = expected(ADDRESS, BindingKind.ALIAS, format);
    guard.check(parse(fitting), other);
    XmlElement email = parse(GOOD);
    assertThrows(RefusalException.class, () -> guard.check(email, other));
    XmlElement anothers = parse(fitting.replace(">" + value + "</s:NameID>", ">x</s:NameID>"));
    assertThrows(RefusalException.class, () -> guard.check(anothers, other));
  }

  private static OutputGuard.Expected expected(String address, BindingKind kind) {
    return expected(address, kind, NameIdFormat.EMAIL);
  }

  private static OutputGuard.Expected expected(
      String address, BindingKind kind, NameIdFormat format) {
    return new OutputGuard.Expected(
        address,
        kind,
        Fixture.BINDING,
        "sp",
        "https://sp/acs",
        format,
        new AttributeNames(
            Optional.of("given"),
            Optional.of("family"),
            Optional.of("mail"),
            Optional.of("id"),
            Optional.of("groups"),
            Optional.empty()),
        new ReleasePolicy(Optional.of(Set.of("jira")), Optional.empty()));
  }

  private static XmlElement parse(String xml) throws RefusalException {
    return new XmlGate().parse(xml.getBytes(StandardCharsets.UTF_8));
  }
}
