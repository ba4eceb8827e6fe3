package org.guestbridge.app.flow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.saml.EntraSaml;
import org.guestbridge.simulators.entra.saml.EntraSamlSettings;
import org.guestbridge.simulators.saml.generic.SimulatedSamlIdp;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;

/** SAML identity providers in the place of the site's only upstream, and the realms for them. */
final class SamlUpstreams {

  /** What encrypted assertions are encrypted for where a realm can read them. */
  static final SigningKey DECRYPTION = TestKeys.BROKER;

  private static final Pattern UPSTREAM = Pattern.compile("upstreams:\n.*?\n\n", Pattern.DOTALL);
  private static final Pattern CERTIFICATE =
      Pattern.compile("X509Certificate>([A-Za-z0-9+/=\\s]+)</");

  private final Site site;
  private final Register register;

  SamlUpstreams(Site site, Register register) {
    this.site = site;
    this.register = register;
  }

  /** A new application of the site's tenant, with keys of its own, that knows the broker. */
  EntraSaml application() {
    return EntraSaml.register(site.entra(), EntraSamlSettings.defaults(), party());
  }

  /** The broker as it is registered at a provider. */
  RegisteredServiceProvider party() {
    return RegisteredServiceProvider.of(site.sso().resolve("entra/metadata").toString(), acs());
  }

  String acs() {
    return site.sso().resolve("entra/acs").toString();
  }

  /** Serves the tenant by SAML, with these lines beside what every realm has. */
  void serve(EntraSaml application, String... lines) throws IOException {
    serve(application, text -> text, lines);
  }

  /** As above, and the rest of the realm edited. */
  void serve(EntraSaml application, UnaryOperator<String> edit, String... lines)
      throws IOException {
    String entra =
        """
            type: entra-saml
            tenant: "%s"
            metadata: { url: "%s" }
        """
            .formatted(EntraSettings.DEFAULT_TENANT, application.metadataUrl());
    register.serve(site, text -> edit.apply(with(text, entra, lines)));
  }

  /** Serves a provider that is not Entra, of {@code type} with these lines. */
  void serve(SimulatedSamlIdp provider, String type, String... lines) throws IOException {
    String generic =
        """
            type: %s
            entityId: "%s"
            metadata: { url: "%s" }
        """
            .formatted(type, provider.entityId(), provider.metadataUrl());
    register.serve(site, text -> with(text, generic, lines));
  }

  /** Serves the tenant by OpenID Connect, as other tests find it. */
  void serveOpenIdConnect() throws IOException {
    register.serve(site, text -> text);
  }

  /** Writes the key and the certificate that {@code decryption} may name. */
  void writeDecryption(SigningKey key) throws Exception {
    site.write(
        "decryption.pem",
        pem("PRIVATE KEY", key.privateKey().getEncoded())
            + pem("CERTIFICATE", key.certificate().getEncoded()));
  }

  /** The certificate that the broker's own metadata give for {@code use}. */
  X509Certificate published(Browser browser, String use) throws Exception {
    String metadata = browser.get(URI.create(party().entityId())).body();
    Matcher certificate = CERTIFICATE.matcher(metadata);
    certificate.region(metadata.indexOf("use=\"" + use + "\""), metadata.length());
    if (!certificate.find()) {
      throw new AssertionError("no certificate for " + use);
    }
    byte[] encoded = Base64.getMimeDecoder().decode(certificate.group(1));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static String with(String text, String upstream, String... lines) {
    StringBuilder section = new StringBuilder("upstreams:\n  entra:\n").append(upstream);
    for (String line : lines) {
      section.append("    ").append(line).append('\n');
    }
    Matcher found = UPSTREAM.matcher(text);
    return found.replaceFirst(Matcher.quoteReplacement(section.append('\n').toString()));
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
