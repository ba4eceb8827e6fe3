package org.guestbridge.keycloak.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A request of the application's that a test words itself, unsigned. */
public record AuthnRequest(URI sso, String xml) {

  /**
   * A request.
   *
   * @param attributes further attributes of the request, with a space before each
   * @param content what comes after the issuer
   */
  public static AuthnRequest of(KeycloakSite site, String attributes, String content) {
    return new AuthnRequest(
        site.sso(),
        "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
            + " ID=\"_"
            + UUID.randomUUID()
            + "\" Version=\"2.0\" IssueInstant=\""
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + "\" Destination=\""
            + site.sso()
            + "\" AssertionConsumerServiceURL=\""
            + site.atlassian().assertionConsumerService().toString().replace("&", "&amp;")
            + "\""
            + attributes
            + "><saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
            + site.atlassian().entityId()
            + "</saml:Issuer>"
            + content
            + "</samlp:AuthnRequest>");
  }

  /** One that asks for a fresh sign-in. */
  public static AuthnRequest forced(KeycloakSite site) {
    return of(site, " ForceAuthn=\"true\"", "");
  }

  /** Where the redirect binding sends a browser with it. */
  public URI address() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED, true))) {
      deflater.write(xml.getBytes(StandardCharsets.UTF_8));
    }
    String message = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return URI.create(sso + "?SAMLRequest=" + Browser.encode(message));
  }
}
