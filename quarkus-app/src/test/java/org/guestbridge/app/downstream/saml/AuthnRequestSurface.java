package org.guestbridge.app.downstream.saml;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.AttackSurface;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.attack.Verdict;
import org.guestbridge.app.attack.XmlEdits;
import org.guestbridge.app.samlxml.SigningKey;

/** Where downstreams ask for a sign-in, by both bindings, with and without signatures. */
public final class AuthnRequestSurface implements AttackSurface {

  private static final String GOOD = RequestXml.valid().redirect();
  private static final int INFLATED_LIMIT = 64 * 1024;

  private final SamlIdentityProvider open = Fixture.open();
  private final SamlIdentityProvider verifying = Fixture.verifying();
  private final SamlIdentityProvider demanding = Fixture.demanding();
  private final Edits<Sent> edits = new Edits<>();

  private record Sent(SamlIdentityProvider to, boolean post, String parameters) {}

  public AuthnRequestSurface() {
    addMessages();
    addParameters();
    addEncodings();
    addSignatures();
  }

  @Override
  public String input() {
    return "authn-request";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    return XmlEdits.knows(attack)
        ? judge(document(XmlEdits.apply(attack, RequestXml.valid().xml())))
        : judge(edits.of(attack).bad());
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    return XmlEdits.knows(attack)
        ? judge(posted(RequestXml.valid().xml()))
        : judge(edits.of(attack).good());
  }

  @Override
  public long written() {
    return 0;
  }

  private static Verdict judge(Sent sent) throws Exception {
    RequestOutcome[] outcome = new RequestOutcome[1];
    Verdict verdict =
        Edits.verdict(
            () ->
                outcome[0] =
                    sent.post()
                        ? sent.to().readPost(sent.parameters())
                        : sent.to().readRedirect(sent.parameters()));
    return outcome[0] instanceof RequestOutcome.Answered answered
        ? Verdict.refused(answered.code())
        : verdict;
  }

  private void addMessages() {
    edits.add(
        "attribute",
        attack -> redirected(RequestXml.valid().with(attack.text("name"), attack.value())),
        attack -> redirected(RequestXml.valid()));
    edits.add(
        "attribute-instead-of-the-acs",
        attack -> redirected(withoutAcs().with(attack.text("name"), attack.value())),
        attack -> redirected(withoutAcs()));
    edits.add(
        "without-attribute",
        attack -> redirected(RequestXml.valid().without(attack.value())),
        attack -> redirected(RequestXml.valid()));
    edits.add(
        "issuer",
        attack ->
            redirected(
                RequestXml.valid().issuer("<saml:Issuer>" + attack.value() + "</saml:Issuer>")),
        attack -> redirected(RequestXml.valid()));
    edits.add(
        "issuer-element",
        attack -> redirected(RequestXml.valid().issuer(attack.value())),
        attack -> redirected(RequestXml.valid()));
    edits.add(
        "element",
        attack -> redirected(RequestXml.valid().afterIssuer(attack.value())),
        attack -> redirected(RequestXml.valid()));
    edits.add(
        "posted-element",
        attack -> posted(RequestXml.valid().afterIssuer(attack.value()).xml()),
        attack -> posted(RequestXml.valid().xml()));
    edits.add(
        "issued-seconds-ago",
        attack -> redirected(issued(-attack.number("value"))),
        attack -> redirected(issued(-Addressing.MAX_AGE.toSeconds())));
    edits.add(
        "issued-seconds-ahead",
        attack -> redirected(issued(attack.number("value"))),
        attack -> redirected(issued(Addressing.MAX_AHEAD.toSeconds())));
  }

  private void addParameters() {
    edits.add(
        "query",
        attack -> query(attack.value().replace("{good}", GOOD)),
        attack -> query(GOOD + "&RelayState=a"));
    edits.add(
        "body",
        attack -> body(attack.value().replace("{good}", RequestXml.valid().post())),
        attack -> body(RequestXml.valid().post()));
    edits.add(
        "relay-state-of",
        attack -> query(relayState(attack, attack.number("value"))),
        attack -> query(relayState(attack, attack.number("most"))));
    edits.add(
        "parameters",
        attack -> query(GOOD + "&a=b".repeat(attack.number("value"))),
        attack -> query(GOOD + "&a=b".repeat(49)));
  }

  private void addEncodings() {
    edits.add(
        "encoding",
        attack -> query("SAMLRequest=" + RequestXml.url(encoded(attack.value()))),
        attack -> query(GOOD));
    edits.add(
        "inflated-to",
        attack -> query(RequestXml.redirect(padded(attack.number("value")))),
        attack -> query(RequestXml.redirect(padded(INFLATED_LIMIT))));
    edits.add("deflated-in-post", attack -> body(GOOD), attack -> body(RequestXml.valid().post()));
  }

  private void addSignatures() {
    edits.add(
        "unsigned-where-required",
        attack -> new Sent(demanding, "post".equals(attack.value()), unsigned(attack.value())),
        attack -> signed(demanding, signedQuery(TestKeys.SP, GOOD, "SHA256withRSA", "rsa-sha256")));
    edits.add(
        "signed-by-a-stranger",
        attack ->
            signed(verifying, signedQuery(TestKeys.STRANGER, GOOD, "SHA256withRSA", "rsa-sha256")),
        attack -> signed(verifying, signedQuery(TestKeys.SP, GOOD, "SHA256withRSA", "rsa-sha256")));
    edits.add(
        "signed-though-no-key-is-known",
        attack -> signed(open, signedQuery(TestKeys.SP, GOOD, "SHA256withRSA", "rsa-sha256")),
        attack -> signed(verifying, signedQuery(TestKeys.SP, GOOD, "SHA256withRSA", "rsa-sha256")));
    edits.add(
        "signature-algorithm",
        attack ->
            signed(demanding, signedQuery(TestKeys.SP, GOOD, attack.text("jca"), attack.value())),
        attack -> signed(demanding, signedQuery(TestKeys.SP, GOOD, "SHA256withRSA", "rsa-sha256")));
    edits.add(
        "replaced-in-the-signed-query",
        attack -> signed(demanding, replaced(relayed(), attack)),
        attack -> signed(demanding, relayed()));
    edits.add(
        "appended-to-the-signed-query",
        attack -> signed(demanding, relayed() + attack.value()),
        attack -> signed(demanding, relayed()));
    edits.add(
        "replaced-in-the-signed-xml",
        attack -> signedPost(replaced(new JdkXmlSignature(), attack)),
        attack -> signedPost(new JdkXmlSignature().sign(RequestXml.valid().xml(), TestKeys.SP)));
    edits.add(
        "signed-xml-by-a-stranger",
        attack ->
            signedPost(new JdkXmlSignature().sign(RequestXml.valid().xml(), TestKeys.STRANGER)),
        attack -> signedPost(new JdkXmlSignature().sign(RequestXml.valid().xml(), TestKeys.SP)));
  }

  private Sent redirected(RequestXml request) {
    return query(request.redirect());
  }

  private Sent posted(String xml) {
    return body(RequestXml.post(xml));
  }

  private Sent document(byte[] xml) {
    return body("SAMLRequest=" + RequestXml.url(RequestXml.base64(xml)));
  }

  private Sent query(String query) {
    return new Sent(open, false, query);
  }

  private Sent body(String body) {
    return new Sent(open, true, body);
  }

  private static Sent signed(SamlIdentityProvider to, String query) {
    return new Sent(to, false, query);
  }

  private Sent signedPost(String xml) {
    return new Sent(demanding, true, RequestXml.post(xml));
  }

  private static RequestXml withoutAcs() {
    return RequestXml.valid().without("AssertionConsumerServiceURL").without("ProtocolBinding");
  }

  private static RequestXml issued(long seconds) {
    return RequestXml.valid()
        .with("IssueInstant", Fixture.NOW.plus(Duration.ofSeconds(seconds)).toString());
  }

  private static String relayState(AttackCase attack, int count) {
    return GOOD + "&RelayState=" + attack.text("of").repeat(count);
  }

  private static String padded(int length) {
    String xml = RequestXml.valid().xml();
    return xml + " ".repeat(length - xml.length());
  }

  private static String encoded(String how) {
    byte[] deflated = RequestXml.deflate(RequestXml.valid().xml());
    String packed = RequestXml.base64(deflated);
    return switch (how) {
      case "truncated" -> RequestXml.base64(Arrays.copyOf(deflated, deflated.length - 3));
      case "trailing byte" -> RequestXml.base64(Arrays.copyOf(deflated, deflated.length + 1));
      case "second stream" -> RequestXml.base64(joined(deflated, deflated));
      case "zlib header" -> RequestXml.base64(joined(new byte[] {0x78, (byte) 0x9c}, deflated));
      case "gzip header" -> RequestXml.base64(joined(new byte[] {0x1f, (byte) 0x8b, 8}, deflated));
      case "not deflated" ->
          RequestXml.base64(RequestXml.valid().xml().getBytes(StandardCharsets.UTF_8));
      case "deflated twice" ->
          RequestXml.base64(RequestXml.deflate(new String(deflated, StandardCharsets.ISO_8859_1)));
      case "leading space" -> " " + packed;
      case "line break" -> packed + "\n";
      case "base64url" -> packed + "_-";
      case "stray bits" -> "AB==";
      case "stored block without end" -> RequestXml.base64(new byte[] {0, 5, 0, (byte) 0xfa});
      default -> throw new IllegalArgumentException(how);
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] whole = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, whole, first.length, second.length);
    return whole;
  }

  private static String unsigned(String binding) {
    return "post".equals(binding) ? RequestXml.valid().post() : GOOD;
  }

  private static String relayed() throws Exception {
    return signedQuery(TestKeys.SP, GOOD + "&RelayState=a%2fb", "SHA256withRSA", "rsa-sha256");
  }

  private static String replaced(String query, AttackCase attack) {
    String changed = query.replaceFirst(attack.text("pattern"), attack.value());
    if (changed.equals(query)) {
      throw new IllegalArgumentException("nothing to replace for " + attack);
    }
    return changed;
  }

  private static String replaced(JdkXmlSignature signature, AttackCase attack) throws Exception {
    return replaced(signature.sign(RequestXml.valid().xml(), TestKeys.SP), attack);
  }

  private static String signedQuery(SigningKey key, String query, String jca, String algorithm)
      throws Exception {
    String uri =
        List.of("rsa-sha1", "dsa-sha1").contains(algorithm)
            ? "http://www.w3.org/2000/09/xmldsig#" + algorithm
            : "http://www.w3.org/2001/04/xmldsig-more#" + algorithm;
    String signed = query + "&SigAlg=" + RequestXml.url(uri);
    Signature signature = Signature.getInstance(jca);
    signature.initSign(key.privateKey());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "&Signature=" + RequestXml.url(RequestXml.base64(signature.sign()));
  }
}
