package org.guestbridge.app.downstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad input beside a twin that differs in one thing and is accepted. */
class BadRequestTest {

  private static final SamlIdentityProvider IDP = Fixture.open();
  private static final String GOOD = RequestXml.valid().redirect();
  private static final String GOOD_POST = RequestXml.valid().post();
  private static final String XML = RequestXml.valid().xml();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"parameters", "encodings", "markup", "grammar", "addressing"})
  void redirectIsRefused(String name, Code code, String bad, String twin) throws Exception {
    RefusalException refused =
        assertThrows(RefusalException.class, () -> IDP.readRedirect(bad), name);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(IDP.readRedirect(twin)).isInstanceOf(RequestOutcome.Accepted.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("posts")
  void postIsRefused(String name, Code code, String bad, String twin) throws Exception {
    RefusalException refused = assertThrows(RefusalException.class, () -> IDP.readPost(bad), name);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(IDP.readPost(twin)).isInstanceOf(RequestOutcome.Accepted.class);
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        row("nothing", Code.SAML_REQUEST_MISSING, "", GOOD),
        row("empty request", Code.SAML_REQUEST_MISSING, "SAMLRequest=", GOOD),
        row("request without value", Code.SAML_REQUEST_MISSING, "SAMLRequest", GOOD),
        ambiguous("repeated SAMLRequest", GOOD + "&" + GOOD, GOOD),
        ambiguous("repeated RelayState", GOOD + "&RelayState=a&RelayState=a", GOOD + "&RelayState"),
        ambiguous("repeated SigAlg", GOOD + "&SigAlg=a&SigAlg=a", GOOD),
        ambiguous("repeated empty SAMLRequest", "SAMLRequest=&" + GOOD, "x=&" + GOOD),
        ambiguous("escaped name", GOOD.replace("SAMLRequest", "SAML%52equest"), GOOD),
        ambiguous("escaped alias beside", GOOD + "&SAML%52equest=x", GOOD + "&other=x"),
        ambiguous("escaped name of no matter", GOOD + "&%61=x", GOOD + "&a=%61"),
        ambiguous("plus in a name", GOOD + "&+RelayState=x", GOOD + "&RelayState=+x"),
        ambiguous("other case", GOOD + "&samlrequest=x", GOOD),
        ambiguous("other case with Turkish i", GOOD + "&SIGNATURE=x", GOOD),
        ambiguous("response besides", GOOD + "&SAMLResponse=x", GOOD),
        ambiguous("empty response besides", GOOD + "&SAMLResponse=", GOOD),
        ambiguous("artifact besides", GOOD + "&SAMLart=x", GOOD),
        ambiguous("many parameters", GOOD + "&a=b".repeat(50), GOOD + "&a=b".repeat(49)),
        row(
            "RelayState of 513 bytes",
            Code.SAML_RELAY_STATE_OVERSIZED,
            GOOD + "&RelayState=" + "a".repeat(513),
            GOOD + "&RelayState=" + "a".repeat(512)),
        row(
            "RelayState of 257 two-byte characters",
            Code.SAML_RELAY_STATE_OVERSIZED,
            GOOD + "&RelayState=" + "%C3%A9".repeat(257),
            GOOD + "&RelayState=" + "%C3%A9".repeat(256)),
        row(
            "query over the limit",
            Code.SAML_REQUEST_OVERSIZED,
            GOOD + "&x=" + "a".repeat(BindingDecoder.MAX_QUERY - GOOD.length() - 2),
            GOOD + "&x=" + "a".repeat(BindingDecoder.MAX_QUERY - GOOD.length() - 3)));
  }

  static Stream<Arguments> encodings() {
    String packed = RequestXml.base64(RequestXml.deflate(XML));
    byte[] deflated = RequestXml.deflate(XML);
    byte[] cut = java.util.Arrays.copyOf(deflated, deflated.length - 3);
    byte[] trailed = java.util.Arrays.copyOf(deflated, deflated.length + 1);
    return Stream.of(
        encoding("broken escape", GOOD + "&RelayState=%4", GOOD + "&RelayState=%40"),
        encoding("escape that is not hex", GOOD + "&RelayState=%4g", GOOD + "&RelayState=%4f"),
        encoding("escapes that are not UTF-8", GOOD + "&RelayState=%FF", GOOD + "&RelayState=%7F"),
        encoding("overlong UTF-8", GOOD + "&RelayState=%C0%80", GOOD + "&RelayState=%C2%80"),
        encoding("raw non-ASCII", GOOD + "&RelayState=\u00e9", GOOD + "&RelayState=e"),
        encoding("base64 with a space", param(" " + packed), GOOD),
        encoding("base64 with a line break", param(packed + "\n"), GOOD),
        encoding("base64url", param(packed + "_-"), GOOD),
        encoding(
            "base64 without padding", param(RequestXml.base64(new byte[4]).substring(0, 6)), GOOD),
        encoding("base64 with stray bits", param("AB=="), GOOD),
        encoding("deflate truncated", param(RequestXml.base64(cut)), GOOD),
        encoding("data after deflate", param(RequestXml.base64(trailed)), GOOD),
        encoding("zlib header", param(RequestXml.base64(zlib(XML))), GOOD),
        encoding("not deflated", RequestXml.post(XML), GOOD),
        encoding("unknown SAMLEncoding", GOOD + "&SAMLEncoding=x", GOOD),
        row(
            "deflate bomb",
            Code.SAML_REQUEST_OVERSIZED,
            RequestXml.redirect(XML + " ".repeat(4_000_000)),
            RequestXml.redirect(XML + " ".repeat(1_000))),
        row(
            "one byte over the inflated limit",
            Code.SAML_REQUEST_OVERSIZED,
            RequestXml.redirect(XML + " ".repeat(65_537 - XML.length())),
            RequestXml.redirect(XML + " ".repeat(65_536 - XML.length()))));
  }

  static Stream<Arguments> markup() {
    String declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    String issuer = "<saml:Issuer>" + Fixture.SP;
    return Stream.of(
        forbidden("DTD", RequestXml.valid().before("<!DOCTYPE a>")),
        forbidden("entity", RequestXml.valid().before("<!DOCTYPE a [<!ENTITY b 'c'>]>")),
        forbidden(
            "billion laughs",
            RequestXml.valid()
                .before("<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;&b;&b;'>]>")
                .issuer("<saml:Issuer>&d;</saml:Issuer>")),
        forbidden(
            "external entity",
            RequestXml.valid().before("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\">")),
        forbidden("undeclared entity", RequestXml.valid().issuer(issuer + "&x;</saml:Issuer>")),
        forbidden("comment", RequestXml.valid().afterIssuer("<!-- -->")),
        forbidden(
            "comment in the issuer", RequestXml.valid().issuer(issuer + "<!-- --></saml:Issuer>")),
        forbidden("comment after the end", XML + "<!-- -->"),
        forbidden("CDATA", RequestXml.valid().issuer("<saml:Issuer><![CDATA[x]]></saml:Issuer>")),
        forbidden(
            "processing instruction", RequestXml.valid().issuer(issuer + "<?x?></saml:Issuer>")),
        forbidden("stylesheet", declared + "<?xml-stylesheet href='x'?>" + XML),
        forbidden("late XML declaration", " " + declared + XML),
        forbidden("UTF-16 declared", declared.replace("UTF-8", "UTF-16") + XML),
        forbidden("UTF-7 declared", declared.replace("UTF-8", "UTF-7") + XML),
        forbidden("XML 1.1", declared.replace("1.0", "1.1") + XML),
        malformed("byte order mark", "\uFEFF" + XML),
        malformed("two roots", XML + XML),
        malformed("trailing text", XML + "x"),
        malformed("leading text", "x" + XML),
        malformed("not XML", "x"),
        malformed("NUL", RequestXml.valid().issuer(issuer + "\0</saml:Issuer>").xml()),
        malformed("U+FFFE", RequestXml.valid().issuer(issuer + "\uFFFE</saml:Issuer>").xml()),
        malformed("depth 65", nested(64)),
        malformed("depth 1,000", nested(1_000)),
        malformed("2,100 siblings", RequestXml.valid().afterIssuer("<a/>".repeat(2_100)).xml()),
        malformed("65 attributes", manyAttributes(65 - 8)),
        malformed("2,000 attributes", manyAttributes(2_000)),
        malformed("repeated attribute", XML.replace(" ID=", " ID='a' ID=")),
        malformed("unbound prefix", RequestXml.valid().afterIssuer("<no:a/>").xml()));
  }

  static Stream<Arguments> grammar() {
    String dsig = "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'/>";
    return Stream.of(
        invalid("no ID", RequestXml.valid().without("ID")),
        invalid("empty ID", RequestXml.valid().with("ID", "")),
        invalid("ID that begins with a digit", RequestXml.valid().with("ID", "1a")),
        invalid("long ID", RequestXml.valid().with("ID", "_" + "a".repeat(256))),
        invalid("no Version", RequestXml.valid().without("Version")),
        invalid("Version 1.1", RequestXml.valid().with("Version", "1.1")),
        invalid("no IssueInstant", RequestXml.valid().without("IssueInstant")),
        invalid("IssueInstant with offset", issued("2026-11-22T10:00:00+00:00")),
        invalid("IssueInstant without zone", issued("2026-11-22T10:00:00")),
        invalid("IssueInstant that is no date", issued("2026-13-22T10:00:00Z")),
        invalid("no Issuer", RequestXml.valid().issuer("")),
        invalid("empty Issuer", RequestXml.valid().issuer("<saml:Issuer/>")),
        invalid(
            "Issuer with other Format",
            RequestXml.valid()
                .issuer(
                    "<saml:Issuer Format='urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'>"
                        + Fixture.SP
                        + "</saml:Issuer>")),
        invalid(
            "two Issuers",
            RequestXml.valid().afterIssuer("<saml:Issuer>" + Fixture.SP + "</saml:Issuer>")),
        invalid(
            "Issuer in the protocol namespace",
            RequestXml.valid().issuer("<samlp:Issuer>" + Fixture.SP + "</samlp:Issuer>")),
        invalid("text between elements", RequestXml.valid().afterIssuer("x")),
        invalid("unknown attribute", RequestXml.valid().with("Other", "x")),
        invalid("prefixed ID besides", RequestXml.valid().with("samlp:ID", "_b")),
        invalid("xml:id", RequestXml.valid().with("xml:id", "_b")),
        invalid("ForceAuthn that is no boolean", RequestXml.valid().with("ForceAuthn", "TRUE")),
        invalid("Extensions", RequestXml.valid().afterIssuer("<samlp:Extensions/>")),
        invalid("Scoping", RequestXml.valid().afterIssuer("<samlp:Scoping/>")),
        invalid("Conditions", RequestXml.valid().afterIssuer("<saml:Conditions/>")),
        invalid("Assertion", RequestXml.valid().afterIssuer("<saml:Assertion/>")),
        invalid("XML signature in a redirect", RequestXml.valid().afterIssuer(dsig)),
        invalid(
            "empty RequestedAuthnContext",
            RequestXml.valid().afterIssuer("<samlp:RequestedAuthnContext/>")),
        invalid("Response as root", XML.replace("AuthnRequest", "Response")),
        invalid("LogoutRequest as root", XML.replace("AuthnRequest", "LogoutRequest")),
        invalid("SAML 1 namespace", XML.replace("SAML:2.0:protocol", "SAML:1.0:protocol")));
  }

  static Stream<Arguments> addressing() {
    return Stream.of(
        unknown(Fixture.SP.replace("saml", "SAML")),
        unknown(" " + Fixture.SP),
        unknown(Fixture.SP + "\n"),
        unknown(Fixture.SP + "/"),
        unknown("https://other.example/"),
        misaddressed(Fixture.SSO + "/"),
        misaddressed(Fixture.SSO.replace("https", "http")),
        misaddressed(Fixture.SSO.replace("sso.", "SSO.")),
        misaddressed(Fixture.SSO.replace(".com/", ".com:443/")),
        misaddressed(Fixture.SSO + "?a=b"),
        misaddressed(""),
        wrongAcs(Fixture.ACS + "&x"),
        wrongAcs(Fixture.ACS.substring(0, Fixture.ACS.indexOf('?'))),
        wrongAcs(Fixture.ACS.replace("https", "http")),
        wrongAcs(Fixture.ACS.replace("auth.atlassian.com", "auth.atlassian.com@evil.example")),
        wrongAcs(Fixture.ACS.replace("auth.atlassian.com", "auth.atlassian.com.evil.example")),
        wrongAcs(Fixture.ACS.replace("auth.atlassian.com", "AUTH.atlassian.com")),
        wrongAcs(Fixture.ACS.replace("auth.atlassian.com", "auth.atlassian.com:443")),
        wrongAcs(Fixture.ACS.replace("/login", "/x/..;/login")),
        wrongAcs(Fixture.ACS + "#f"),
        wrongAcs(Fixture.ACS.replace("saml-0a1b", "saml-0a1c")),
        wrongAcs(""),
        row(
            "index and URL",
            Code.SAML_ACS_UNKNOWN,
            RequestXml.valid()
                .without("ProtocolBinding")
                .with("AssertionConsumerServiceIndex", "0")
                .redirect(),
            RequestXml.valid()
                .without("ProtocolBinding")
                .without("AssertionConsumerServiceURL")
                .with("AssertionConsumerServiceIndex", "0")
                .redirect()),
        row("other index", Code.SAML_ACS_UNKNOWN, indexed("1").redirect(), indexed("0").redirect()),
        row(
            "binding Redirect",
            Code.SAML_BINDING_UNSUPPORTED,
            RequestXml.valid()
                .with("ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")
                .redirect(),
            GOOD),
        stale("one nanosecond too old", "2026-11-22T09:49:59.999999999Z", "2026-11-22T09:50:00Z"),
        stale("one nanosecond ahead", "2026-11-22T10:01:00.000000001Z", "2026-11-22T10:01:00Z"));
  }

  static Stream<Arguments> posts() {
    return Stream.of(
        row("nothing", Code.SAML_REQUEST_MISSING, "a=b", "a=b&" + GOOD_POST),
        ambiguous("repeated", GOOD_POST + "&" + GOOD_POST, GOOD_POST),
        ambiguous("redirect's signature", GOOD_POST + "&Signature=a&SigAlg=b", GOOD_POST),
        ambiguous("redirect's encoding", GOOD_POST + "&SAMLEncoding=a", GOOD_POST),
        row(
            "body over the limit",
            Code.SAML_REQUEST_OVERSIZED,
            GOOD_POST + "&x=" + "a".repeat(BindingDecoder.MAX_BODY - GOOD_POST.length() - 2),
            GOOD_POST + "&x=" + "a".repeat(BindingDecoder.MAX_BODY - GOOD_POST.length() - 3)),
        row("deflated", Code.XML_MALFORMED, GOOD, GOOD_POST),
        row("depth 20,000", Code.XML_MALFORMED, RequestXml.post(nested(20_000)), GOOD_POST),
        row(
            "20,000 attributes",
            Code.XML_MALFORMED,
            RequestXml.post(manyAttributes(9_000)),
            GOOD_POST),
        row("invalid UTF-8", Code.XML_MALFORMED, invalidUtf8(), GOOD_POST),
        row("UTF-16", Code.XML_MALFORMED, utf16(), GOOD_POST),
        row(
            "signature without certificate",
            Code.SAML_SIGNATURE_UNVERIFIABLE,
            RequestXml.valid()
                .afterIssuer("<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'/>")
                .post(),
            GOOD_POST));
  }

  private static Arguments row(String name, Code code, String bad, String twin) {
    return Arguments.of(name, code, bad, twin);
  }

  private static Arguments ambiguous(String name, String bad, String twin) {
    return row(name, Code.SAML_PARAMETERS_AMBIGUOUS, bad, twin);
  }

  private static Arguments encoding(String name, String bad, String twin) {
    return row(name, Code.SAML_REQUEST_ENCODING, bad, twin);
  }

  private static Arguments forbidden(String name, RequestXml bad) {
    return forbidden(name, bad.xml());
  }

  private static Arguments forbidden(String name, String bad) {
    String declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + XML;
    return row(name, Code.XML_FORBIDDEN, RequestXml.redirect(bad), RequestXml.redirect(declared));
  }

  private static Arguments malformed(String name, String bad) {
    return row(name, Code.XML_MALFORMED, RequestXml.redirect(bad), RequestXml.redirect(XML + "\n"));
  }

  private static Arguments invalid(String name, RequestXml bad) {
    return invalid(name, bad.xml());
  }

  private static Arguments invalid(String name, String bad) {
    return row(name, Code.SAML_REQUEST_INVALID, RequestXml.redirect(bad), GOOD);
  }

  private static Arguments unknown(String entityId) {
    RequestXml bad = RequestXml.valid().issuer("<saml:Issuer>" + entityId + "</saml:Issuer>");
    return row("issuer [" + entityId + "]", Code.SAML_SP_UNKNOWN, bad.redirect(), GOOD);
  }

  private static Arguments misaddressed(String destination) {
    return row(
        "destination " + destination,
        Code.SAML_DESTINATION_MISMATCH,
        RequestXml.valid().with("Destination", destination).redirect(),
        RequestXml.valid().without("Destination").redirect());
  }

  private static Arguments wrongAcs(String acs) {
    return row(
        "ACS " + acs,
        Code.SAML_ACS_UNKNOWN,
        RequestXml.valid().with("AssertionConsumerServiceURL", acs).redirect(),
        RequestXml.valid().without("AssertionConsumerServiceURL").redirect());
  }

  private static Arguments stale(String name, String bad, String twin) {
    return row(name, Code.SAML_REQUEST_STALE, issued(bad).redirect(), issued(twin).redirect());
  }

  private static RequestXml issued(String instant) {
    return RequestXml.valid().with("IssueInstant", instant);
  }

  private static RequestXml indexed(String index) {
    return RequestXml.valid()
        .without("ProtocolBinding")
        .without("AssertionConsumerServiceURL")
        .with("AssertionConsumerServiceIndex", index);
  }

  private static String nested(int depth) {
    return RequestXml.valid().afterIssuer("<a>".repeat(depth) + "</a>".repeat(depth)).xml();
  }

  private static String manyAttributes(int count) {
    RequestXml request = RequestXml.valid();
    for (int i = 0; i < count; i++) {
      request.with("a" + i, "");
    }
    return request.xml();
  }

  private static String param(String value) {
    return "SAMLRequest=" + RequestXml.url(value);
  }

  private static byte[] zlib(String xml) {
    byte[] raw = RequestXml.deflate(xml);
    byte[] wrapped = new byte[raw.length + 6];
    wrapped[0] = 0x78;
    wrapped[1] = (byte) 0x9c;
    System.arraycopy(raw, 0, wrapped, 2, raw.length);
    return wrapped;
  }

  private static String invalidUtf8() {
    byte[] bytes = (XML + " ").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xC0;
    return "SAMLRequest=" + RequestXml.url(RequestXml.base64(bytes));
  }

  private static String utf16() {
    return "SAMLRequest="
        + RequestXml.url(RequestXml.base64(XML.getBytes(StandardCharsets.UTF_16)));
  }
}
