package org.guestbridge.app.samlxml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.opensaml.core.xml.io.MarshallingException;
import org.opensaml.saml.common.SAMLVersion;
import org.opensaml.saml.saml2.core.LogoutResponse;
import org.opensaml.saml.saml2.core.Status;
import org.opensaml.saml.saml2.core.StatusCode;
import org.opensaml.saml.saml2.core.impl.LogoutResponseBuilder;
import org.opensaml.saml.saml2.core.impl.LogoutResponseMarshaller;
import org.opensaml.saml.saml2.core.impl.StatusBuilder;
import org.opensaml.saml.saml2.core.impl.StatusCodeBuilder;
import org.w3c.dom.Element;

/** Writes LogoutResponses, signed as their binding wants it (SAML profiles 4.4.4.2). */
public final class LogoutResponseWriter {

  private final DocumentBuilders builders = new DocumentBuilders();
  private final RsaSigner signer;
  private final EnvelopedSigner enveloped;

  /** A writer whose signatures {@code signer} computes; {@code first} is the key it begins with. */
  public LogoutResponseWriter(RsaSigner signer, SigningKey first) {
    OpenSamlRuntime.initialise();
    this.signer = signer;
    this.enveloped = new EnvelopedSigner(signer, first);
  }

  /** The signed document (SAML bindings 3.5.4). */
  public byte[] post(SigningKey key, LogoutResponseEnvelope envelope) {
    Element root = marshal(envelope);
    enveloped.sign(key, root, root.getFirstChild().getNextSibling());
    return CanonicalXml.of(root);
  }

  /** The query with its signature (SAML bindings 3.4.4.1), without a question mark. */
  public String redirect(
      SigningKey key, LogoutResponseEnvelope envelope, Optional<String> relayState) {
    StringBuilder query = new StringBuilder("SAMLResponse=");
    query.append(encoded(base64(deflated(CanonicalXml.of(marshal(envelope))))));
    relayState.ifPresent(state -> query.append("&RelayState=").append(encoded(state)));
    query.append("&SigAlg=").append(encoded(SignatureAlgorithm.RSA_SHA256.uri()));
    byte[] signature = signer.sign(key, query.toString().getBytes(StandardCharsets.US_ASCII));
    return query.append("&Signature=").append(encoded(base64(signature))).toString();
  }

  private Element marshal(LogoutResponseEnvelope envelope) {
    StatusCode code = new StatusCodeBuilder().buildObject();
    code.setValue(StatusCode.SUCCESS);
    Status status = new StatusBuilder().buildObject();
    status.setStatusCode(code);
    LogoutResponse response = new LogoutResponseBuilder().buildObject();
    response.setVersion(SAMLVersion.VERSION_20);
    response.setID(envelope.responseId());
    response.setInResponseTo(envelope.inResponseTo());
    response.setIssueInstant(envelope.issueInstant());
    response.setDestination(envelope.destination());
    response.setIssuer(ResponseObjects.issuer(envelope.issuer()));
    response.setStatus(status);
    try {
      return new LogoutResponseMarshaller().marshall(response, builders.empty());
    } catch (MarshallingException e) {
      throw new IllegalStateException("our own response cannot be marshalled", e);
    }
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
