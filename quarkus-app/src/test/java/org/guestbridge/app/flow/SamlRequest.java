package org.guestbridge.app.flow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** AuthnRequests that the simulated organization does not make itself. */
final class SamlRequest {

  private SamlRequest() {}

  /** An unsigned request by HTTP-Redirect, with {@code more} among the root's attributes. */
  static URI redirect(Site site, Instant issued, String more, String relayState) {
    String xml =
        """
        <samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_%s" \
        Version="2.0" IssueInstant="%s" Destination="%s" %s>\
        <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml:Issuer>\
        </samlp:AuthnRequest>"""
            .formatted(
                UUID.randomUUID(),
                issued.truncatedTo(ChronoUnit.SECONDS),
                site.sso(),
                more,
                site.atlassian().entityId());
    return URI.create(
        site.sso()
            + "?SAMLRequest="
            + Browser.encode(Base64.getEncoder().encodeToString(deflate(xml)))
            + "&RelayState="
            + Browser.encode(relayState));
  }

  private static byte[] deflate(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, raw)) {
      deflater.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      raw.end();
    }
    return out.toByteArray();
  }
}
