package org.guestbridge.app.downstream.saml;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.AttackSurface;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.attack.Verdict;

/** The metadata of a service provider, as an administrator was sent them. */
public final class RegistrationSurface implements AttackSurface {

  private static final String GOOD =
      "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'"
          + " entityID='https://sp.example'><md:SPSSODescriptor"
          + " protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>"
          + key(TestKeys.SP.certificate())
          + "<md:AssertionConsumerService index='1'"
          + " Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'"
          + " Location='https://sp.example/acs'/>"
          + "</md:SPSSODescriptor></md:EntityDescriptor>";

  private final MetadataRegistrations reader =
      new MetadataRegistrations(InstantSource.fixed(Fixture.NOW));
  private final Edits<String> edits = new Edits<>();

  public RegistrationSurface() {
    Edits.Builder<String> good = attack -> GOOD;
    edits.add("replaced", RegistrationSurface::replaced, good);
    edits.add(
        "valid-for-seconds",
        attack -> validUntil(attack.number("value")),
        attack -> validUntil(attack.number("value") + 1));
    edits.add("weak-key", attack -> GOOD.replace(key(TestKeys.SP.certificate()), weakKey()), good);
    edits.add("wrapped", attack -> attack.value().replace("{good}", GOOD), good);
    edits.add(
        "padded-to",
        attack -> GOOD + " ".repeat(attack.number("value") - GOOD.length()),
        attack -> GOOD + " ");
  }

  @Override
  public String input() {
    return "sp-metadata";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    String bad = edits.of(attack).bad();
    return Edits.verdict(() -> reader.read(bad));
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    String good = edits.of(attack).good();
    return Edits.verdict(() -> reader.read(good));
  }

  @Override
  public long written() {
    return 0;
  }

  private static String replaced(AttackCase attack) {
    String changed = GOOD.replace(attack.text("from"), attack.value());
    if (changed.equals(GOOD)) {
      throw new IllegalArgumentException("nothing to replace for " + attack);
    }
    return changed;
  }

  private static String validUntil(int seconds) {
    return GOOD.replace(
        "entityID=", "validUntil='" + Fixture.NOW.plusSeconds(seconds) + "' entityID=");
  }

  private static String weakKey() {
    return key(TestKeys.certificateOf(1_024));
  }

  private static String key(X509Certificate certificate) {
    try {
      return "<md:KeyDescriptor><ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>"
          + "<ds:X509Data><ds:X509Certificate>"
          + Base64.getEncoder().encodeToString(certificate.getEncoded())
          + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
