package org.guestbridge.app.upstream.saml;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.SigningKey;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * An identity provider's metadata, trusted as they are and by their signature. What is accepted has
 * keys, sends browsers to an allowed address and is not expired; what verifies says what was
 * signed.
 */
public final class ProviderMetadataFuzz implements FuzzTarget {

  private static final SigningKey KEY = TestKeys.of(Require.KEY);
  private static final TrustedKeys SIGNERS = TrustedKeys.of(List.of(KEY.certificate()));
  private static final String EXPIRY = "validUntil=\"2026-12-01T00:00:00Z\"";

  private final XmlGate gate = XmlGate.forMetadata();
  private final String signingKey = ProviderMetadata.key("use=\"signing\"", KEY.certificate());
  private final String signed =
      Messages.signed(ProviderMetadata.entity(EXPIRY, signingKey), "_metadata", KEY.privateKey());

  @Override
  public List<byte[]> seeds() {
    String plain = ProviderMetadata.entity(signingKey);
    String full = ProviderMetadata.entity(EXPIRY + " cacheDuration=\"PT1H\"", signingKey);
    String other = plain.replace(Messages.ISSUER, "https://other.example/");
    return Require.seeds(
        plain,
        full,
        signed,
        "\uFEFF" + plain,
        ProviderMetadata.entities(EXPIRY, other, plain),
        ProviderMetadata.entity(
            ProviderMetadata.key("", KEY.certificate())
                + ProviderMetadata.key("use=\"encryption\"", KEY.certificate())),
        ProviderMetadata.entities("", plain, plain),
        full.replace("2026-12-01", "2026-11-01"),
        plain.replace("SingleSignOnService Binding", "SingleSignOnService binding"),
        plain.replace(Upstreams.SIGN_ON.toString(), "http://login.example/%zz saml2"),
        ProviderMetadata.entity("<KeyDescriptor/>"),
        ProviderMetadata.entity(ProviderMetadata.key("", "AAAA")),
        other,
        "");
  }

  @Override
  public void read(byte[] input) throws Exception {
    readSigned(input);
    IdentityProviderMetadata metadata;
    try {
      metadata =
          IdentityProviderSource.usable(
              IdentityProviderMetadata.read(gate, input, Messages.ISSUER), Upstreams.clock());
    } catch (RefusalException refused) {
      throw Require.documented(
          refused,
          Code.XML_FORBIDDEN,
          Code.XML_MALFORMED,
          Code.UPSTREAM_METADATA_INVALID,
          Code.UPSTREAM_METADATA_KEYS,
          Code.UPSTREAM_METADATA_EXPIRED);
    }
    Require.that(!metadata.keys().isEmpty(), "there is a key to verify with");
    Require.that(BoundedHttp.isAllowed(URI.create(metadata.signOn())), "the address is allowed");
    Require.that(
        metadata.validUntil().map(Upstreams.clock().instant()::isBefore).orElse(true),
        "it is not expired");
  }

  private void readSigned(byte[] input) {
    IdentityProviderMetadata verified;
    try {
      verified = IdentityProviderMetadata.readSigned(gate, input, Messages.ISSUER, SIGNERS);
    } catch (RefusalException refused) {
      Require.documented(
          refused,
          Code.XML_FORBIDDEN,
          Code.XML_MALFORMED,
          Code.UPSTREAM_METADATA_INVALID,
          Code.UPSTREAM_METADATA_SIGNATURE);
      return;
    }
    Require.that(verified.keys().count() == 1, "the signed key and no other");
    Require.that(verified.keys().contain(KEY.certificate()), "the key that was signed");
    Require.that(verified.signOn().equals(Upstreams.SIGN_ON.toString()), "the signed address");
    Require.that(
        verified.validUntil().map(Object::toString).equals(Optional.of("2026-12-01T00:00:00Z")),
        "the signed expiry");
  }
}
