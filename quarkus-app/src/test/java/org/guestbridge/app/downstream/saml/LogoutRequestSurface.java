package org.guestbridge.app.downstream.saml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.AttackSurface;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.attack.Verdict;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.realm.SamlRegistration.Binding;

/** Where downstreams ask for logout. */
public final class LogoutRequestSurface implements AttackSurface {

  private static final String SLO = "https://sso.example.com/r/example/saml/slo";
  private static final String BODY = "<saml:NameID>joe</saml:NameID>";

  private final SingleLogoutService service =
      new GenericProvider()
          .logout("https://jira.example.com/slo", Binding.POST)
          .provider()
          .singleLogout();
  private final SingleLogoutService none = new GenericProvider().provider().singleLogout();
  private final Edits<Sent> edits = new Edits<>();

  private record Sent(SingleLogoutService to, String body) {}

  public LogoutRequestSurface() {
    Edits.Builder<Sent> good = attack -> sent(signed(attributes(), BODY, TestKeys.SP));
    edits.add(
        "attribute",
        attack -> {
          Map<String, String> changed = attributes();
          changed.put(attack.text("name"), attack.value());
          return sent(signed(changed, BODY, TestKeys.SP));
        },
        good);
    edits.add(
        "without-attribute",
        attack -> {
          Map<String, String> changed = attributes();
          changed.remove(attack.value());
          return sent(signed(changed, BODY, TestKeys.SP));
        },
        good);
    edits.add("body", attack -> sent(signed(attributes(), attack.value(), TestKeys.SP)), good);
    edits.add(
        "signed-by-a-stranger",
        attack -> sent(signed(attributes(), BODY, TestKeys.STRANGER)),
        good);
    edits.add("unsigned", attack -> sent(xml(attributes(), BODY)), good);
    edits.add(
        "replaced-after-signing",
        attack ->
            sent(
                signed(attributes(), BODY, TestKeys.SP)
                    .replaceFirst(attack.text("pattern"), attack.value())),
        good);
    edits.add(
        "form",
        attack -> new Sent(service, attack.value().replace("{good}", good.of(attack).body())),
        good);
    edits.add("downstream-without-logout", attack -> new Sent(none, good.of(attack).body()), good);
  }

  @Override
  public String input() {
    return "logout-request";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    Sent bad = edits.of(attack).bad();
    return Edits.verdict(() -> bad.to().readPost(bad.body()));
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    Sent good = edits.of(attack).good();
    return Edits.verdict(() -> good.to().readPost(good.body()));
  }

  @Override
  public long written() {
    return 0;
  }

  private Sent sent(String xml) {
    return new Sent(service, RequestXml.post(xml));
  }

  private static Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("ID", "_0123456789abcdef");
    attributes.put("Version", "2.0");
    attributes.put("IssueInstant", Fixture.NOW.toString());
    attributes.put("Destination", SLO);
    return attributes;
  }

  private static String signed(Map<String, String> attributes, String body, SigningKey key)
      throws Exception {
    return new JdkXmlSignature()
        .uri("#" + attributes.getOrDefault("ID", ""))
        .afterIssuer()
        .sign(xml(attributes, body), key);
  }

  private static String xml(Map<String, String> attributes, String body) {
    StringBuilder xml =
        new StringBuilder(
            "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
                + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"");
    attributes.forEach(
        (name, value) -> xml.append(' ').append(name).append("=\"").append(value).append('"'));
    return xml.append("><saml:Issuer>")
        .append(Fixture.SP)
        .append("</saml:Issuer>")
        .append(body)
        .append("</samlp:LogoutRequest>")
        .toString();
  }
}
