package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlRegistration.Binding;
import org.guestbridge.realm.SamlRegistration.Consumer;
import org.guestbridge.realm.SamlRegistration.SingleLogout;
import org.junit.jupiter.api.Test;

/** Metadata that register a service provider, and each way not to. */
class MetadataRegistrationsTest {

  private static final String ACS =
      "<md:AssertionConsumerService index='1'"
          + " Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST' Location='https://sp/a'/>";
  private static final String OTHER_ACS = ACS.replace("'1'", "'5'").replace("/a'", "/b'");
  private static final String ARTIFACT_ACS =
      ACS.replace("HTTP-POST", "HTTP-Artifact").replace("'1'", "'2'");
  private static final String LOGOUT =
      "<md:SingleLogoutService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'"
          + " Location='https://sp/out'/>";
  private static final String LOGOUT_BY_REDIRECT =
      "<md:SingleLogoutService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'"
          + " Location='https://sp/out' ResponseLocation='https://sp/back'/>";

  private final MetadataRegistrations reader =
      new MetadataRegistrations(InstantSource.fixed(Fixture.NOW));

  @Test
  void theLeastIsAnEntityIdAndAConsumer() throws Exception {
    SamlRegistration read = reader.read(entity("", role("", ACS)));
    assertThat(read)
        .isEqualTo(
            new SamlRegistration(
                "https://sp",
                List.of(new Consumer(1, URI.create("https://sp/a"))),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty()));
  }

  @Test
  void aKeyWithoutUseServesBoth() throws Exception {
    SamlRegistration both =
        reader.read(entity("", role("", key("", TestKeys.SP.certificate()) + ACS)));
    assertThat(both.signingCertificates()).containsExactly(TestKeys.SP.certificate());
    assertThat(both.encryptionCertificate()).contains(TestKeys.SP.certificate());
    SamlRegistration apart =
        reader.read(
            entity(
                "",
                role(
                    " AuthnRequestsSigned='true'",
                    key(" use='signing'", TestKeys.SP.certificate())
                        + key(" use='signing'", TestKeys.STRANGER.certificate())
                        + key(" use='encryption'", TestKeys.BROKER.certificate())
                        + ACS)));
    assertThat(apart.signingCertificates())
        .containsExactly(TestKeys.SP.certificate(), TestKeys.STRANGER.certificate());
    assertThat(apart.encryptionCertificate()).contains(TestKeys.BROKER.certificate());
    assertThat(apart.signsRequests()).isTrue();
  }

  @Test
  void theDefaultConsumerComesFirstAndOtherBindingsAreLeftOut() throws Exception {
    String marked = OTHER_ACS.replace("index", "isDefault='true' index");
    String unmarked = ACS.replace("index", "isDefault='false' index");
    assertThat(reader.read(entity("", role("", ARTIFACT_ACS + ACS + OTHER_ACS))).consumers())
        .extracting(Consumer::index)
        .containsExactly(1, 5);
    assertThat(reader.read(entity("", role("", ACS + marked))).consumers())
        .extracting(Consumer::index)
        .containsExactly(5, 1);
    assertThat(reader.read(entity("", role("", unmarked + OTHER_ACS))).consumers())
        .extracting(Consumer::index)
        .containsExactly(5, 1);
  }

  @Test
  void logoutNeedsAKeyAndPrefersTheRedirect() throws Exception {
    String key = key(" use='signing'", TestKeys.SP.certificate());
    assertThat(reader.read(entity("", role("", LOGOUT + ACS))).singleLogout()).isEmpty();
    assertThat(reader.read(entity("", role("", key + LOGOUT + ACS))).singleLogout())
        .contains(new SingleLogout(URI.create("https://sp/out"), Binding.POST));
    assertThat(
            reader
                .read(entity("", role("", key + LOGOUT + LOGOUT_BY_REDIRECT + ACS)))
                .singleLogout())
        .contains(new SingleLogout(URI.create("https://sp/back"), Binding.REDIRECT));
  }

  @Test
  void expiredMetadataAreRefused() throws Exception {
    String now = Fixture.NOW.toString();
    String later = Fixture.NOW.plusSeconds(1).toString();
    assertThat(reader.read(entity(" validUntil='" + later + "'", role("", ACS))).validUntil())
        .contains(Fixture.NOW.plusSeconds(1));
    assertRefused(Code.SAML_METADATA_EXPIRED, entity(" validUntil='" + now + "'", role("", ACS)));
    assertRefused(
        Code.SAML_METADATA_EXPIRED,
        entity(" validUntil='" + later + "'", role(" validUntil='" + now + "'", ACS)));
    assertRefused(Code.SAML_METADATA_INVALID, entity(" validUntil='soon'", role("", ACS)));
  }

  @Test
  void unusableMetadataAreRefused() {
    String good = entity("", role("", ACS));
    String[] bad = {
      "<md:EntitiesDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'>"
          + good
          + "</md:EntitiesDescriptor>",
      "<other/>",
      entity("", ""),
      entity("", role("", ACS) + role("", ACS)),
      entity("", role("", "")),
      entity("", role("", ARTIFACT_ACS)),
      entity("", role("", ACS + ACS)),
      entity("", role("", ACS + OTHER_ACS.replace("'5'", "'1'"))),
      entity("", role("", ACS.replace("index='1'", ""))),
      entity("", role("", ACS.replace("index='1'", "index='65536'"))),
      entity("", role("", ACS.replace("Location='https://sp/a'", ""))),
      entity("", role("", ACS.replace("https://sp/a", "https://sp/ a"))),
      good.replace("entityID='https://sp'", ""),
      good.replace("entityID='https://sp'", "entityID='https://sp x'"),
      good.replace("2.0:protocol", "1.1:protocol"),
      entity("", role(" AuthnRequestsSigned='true'", ACS)),
      entity("", role("", "<md:KeyDescriptor/>" + ACS)),
      entity("", role("", key(" use='other'", TestKeys.SP.certificate()) + ACS)),
      entity("", role("", key("", TestKeys.certificateOf(1_024)) + ACS)),
    };
    for (String metadata : bad) {
      assertRefused(Code.SAML_METADATA_INVALID, metadata);
    }
  }

  @Test
  void hostileXmlIsRefused() {
    String good = entity("", role("", ACS));
    assertRefused(Code.XML_FORBIDDEN, "<!DOCTYPE x [<!ENTITY e 'x'>]>" + good);
    assertRefused(Code.XML_FORBIDDEN, good.replace("<md:SPSSO", "<!-- x --><md:SPSSO"));
    assertRefused(Code.XML_MALFORMED, good + "x");
    assertRefused(Code.SAML_REQUEST_OVERSIZED, good + " ".repeat(192 * 1024));
  }

  private void assertRefused(Code code, String metadata) {
    RefusalException refused =
        assertThrows(RefusalException.class, () -> reader.read(metadata), metadata);
    assertThat(refused.code()).as(metadata).isEqualTo(code);
  }

  private static String entity(String attributes, String inside) {
    return "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'"
        + " entityID='https://sp'"
        + attributes
        + ">"
        + inside
        + "</md:EntityDescriptor>";
  }

  private static String role(String attributes, String inside) {
    return "<md:SPSSODescriptor"
        + " protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'"
        + attributes
        + ">"
        + inside
        + "</md:SPSSODescriptor>";
  }

  private static String key(String use, X509Certificate certificate) {
    try {
      return "<md:KeyDescriptor"
          + use
          + "><ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:X509Data>"
          + "<ds:X509Certificate>\n"
          + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
          + "\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
