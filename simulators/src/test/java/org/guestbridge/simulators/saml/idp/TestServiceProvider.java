package org.guestbridge.simulators.saml.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.saml.AssertionEncryption;
import org.guestbridge.simulators.saml.CheckedAssertion;
import org.guestbridge.simulators.saml.ReceivedResponse;
import org.guestbridge.simulators.saml.RedirectBinding;
import org.guestbridge.simulators.saml.ResponseCheck;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlElement;
import org.guestbridge.simulators.saml.SamlRefused;
import org.guestbridge.simulators.saml.SignatureCheck;
import org.w3c.dom.Element;

/** A service provider that says in one word what is wrong with a response, or {@code GOOD}. */
public final class TestServiceProvider {
  public static final String ENTITY_ID = "http://localhost:8080/r/example/saml/sp";
  public static final String CONSUMER = "http://localhost:8080/r/example/saml/acs";
  public static final String GOOD = "GOOD";
  private static final Pattern INPUT =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  private final HttpClient http = HttpClient.newHttpClient();
  private final SamlIdpUnderTest idp;
  private final List<String> seen = new ArrayList<>();
  private Optional<PrivateKey> decryption = Optional.empty();

  /** What the service provider was told about the identity provider. */
  public record SamlIdpUnderTest(
      String endpoint, String issuer, java.util.function.Supplier<X509Certificate> certificate) {}

  public TestServiceProvider(SamlIdpUnderTest idp) {
    this.idp = idp;
  }

  public TestServiceProvider decryptingWith(PrivateKey key) {
    decryption = Optional.of(key);
    return this;
  }

  /** A request element that a test may change. */
  public SamlElement request(String id) {
    SamlElement request =
        SamlElement.root(Saml.PROTOCOL, "samlp:AuthnRequest")
            .attribute("ID", id)
            .attribute("Version", "2.0")
            .attribute("IssueInstant", Instant.now().toString())
            .attribute("AssertionConsumerServiceURL", CONSUMER);
    request.add(Saml.ASSERTION, "saml:Issuer").text(ENTITY_ID);
    return request;
  }

  public String newId() {
    return "_" + UUID.randomUUID();
  }

  /** Sends a request by HTTP-Redirect; {@code person} is the login hint, if there is one. */
  public HttpResponse<String> send(SamlElement request, String person, Optional<PrivateKey> signer)
      throws Exception {
    String address =
        RedirectBinding.address(
            idp.endpoint(), "SAMLRequest", request.write(), Optional.of("relay-1"), signer);
    return get(person.isEmpty() ? address : address + "&login_hint=" + person);
  }

  public HttpResponse<String> get(String address) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String address, Map<String, String> form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Form.encode(form)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A whole login of this person, judged. */
  public String logIn(String person) throws Exception {
    String id = newId();
    return judge(send(request(id), person, Optional.empty()).body(), Optional.of(id));
  }

  /** The assertion of a login that must be good. */
  public CheckedAssertion assertion(String person) throws Exception {
    String id = newId();
    return assertion(send(request(id), person, Optional.empty()).body(), Optional.of(id));
  }

  public CheckedAssertion assertion(String page, Optional<String> asked) throws Exception {
    assertThat(judge(page, asked)).isEqualTo(GOOD);
    return check(ReceivedResponse.read(fields(page).get("SAMLResponse")));
  }

  /** The hidden fields of a page. */
  public static Map<String, String> fields(String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(page);
    while (input.find()) {
      fields.put(input.group(1), input.group(2).replace("&amp;", "&"));
    }
    return fields;
  }

  /** The outer and the nested status of the response on a page. */
  public static List<String> status(String page) throws Exception {
    return ResponseCheck.statusCodes(
            ReceivedResponse.read(fields(page).get("SAMLResponse")).response())
        .stream()
        .map(code -> code.substring(code.lastIndexOf(':') + 1))
        .toList();
  }

  /** The first thing that is wrong. */
  public String judge(String page, Optional<String> asked) throws Exception {
    Map<String, String> fields = fields(page);
    assertThat(page).contains("action=\"" + CONSUMER + "\"");
    try {
      ReceivedResponse message = ReceivedResponse.read(fields.get("SAMLResponse"));
      if (!ResponseCheck.statusCodes(message.response()).equals(List.of(Saml.SUCCESS))) {
        return "STATUS";
      }
      boolean encrypted = message.encryptedAssertion().isPresent();
      CheckedAssertion assertion = check(message);
      if (decryption.isPresent() && !encrypted) {
        return "PLAIN";
      }
      if (!assertion.inResponseTo().equals(asked)) {
        return seen.contains(assertion.assertionId()) ? "REPLAY" : "IN_RESPONSE_TO";
      }
      seen.add(assertion.assertionId());
      if (asked.isPresent() && !"relay-1".equals(fields.get("RelayState"))) {
        return "RELAY_STATE";
      }
      return assertion.nameIdFormat().equals(Optional.of(NameIdFormat.TRANSIENT))
          ? "TRANSIENT"
          : GOOD;
    } catch (SamlRefused refusal) {
      return refusal.reason().name();
    }
  }

  private CheckedAssertion check(ReceivedResponse message) throws SamlRefused {
    Optional<Element> encrypted = message.encryptedAssertion();
    SignatureCheck signatures = new SignatureCheck(idp.certificate().get(), true, false);
    boolean responseSigned = signatures.verifyEnveloped(message.response());
    if (encrypted.isPresent() && decryption.isPresent()) {
      message.replace(
          encrypted.get(), AssertionEncryption.decrypt(encrypted.get(), decryption.get()));
    }
    Element assertion = message.assertion();
    if (!responseSigned) {
      signatures.verify(message, assertion);
    }
    return new ResponseCheck(
            new ResponseCheck.Expected(
                Optional.of(idp.issuer()), ENTITY_ID, CONSUMER, Duration.ofSeconds(60)),
            Clock.systemUTC())
        .read(message.response(), assertion);
  }

  /** The message in a redirect. */
  public static String message(String location, String parameter) throws Exception {
    Form query = Form.parse(URI.create(location).getRawQuery());
    return new String(
        RedirectBinding.inflate(query.value(parameter).orElseThrow()), StandardCharsets.UTF_8);
  }
}
