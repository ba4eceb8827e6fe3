package org.guestbridge.app.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.samlxml.IdentityProviderMetadata;
import org.guestbridge.app.samlxml.TrustedKeys;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.app.upstream.BeginLogin;
import org.guestbridge.app.upstream.saml.Messages;
import org.guestbridge.app.upstream.saml.Upstreams;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream.Trust;

/** Metadata of an identity provider: trusted as they are, or signed by a configured signer. */
final class ProviderMetadataSurface implements AttackSurface {

  private static final String ANCHOR = "\"https://sts.windows.net/" + Messages.TENANT + "/\">";

  @Override
  public String input() {
    return "upstream-metadata";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    return switch (attack.edit()) {
      case "metadata" -> begun(edited(PeerKeys.providerMetadata(), attack));
      case "metadata-keys" -> begun(PeerKeys.providerMetadata(keys(attack.value())));
      case "metadata-signed" -> verified(signed(attack));
      default -> read(XmlEdits.apply(attack, PeerKeys.providerMetadata()));
    };
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    String metadata = PeerKeys.providerMetadata();
    return switch (attack.edit()) {
      case "metadata", "metadata-keys" -> begun(metadata);
      case "metadata-signed" -> verified(signed(metadata, Upstreams.IDP.privateKey()));
      default -> read(metadata.getBytes(StandardCharsets.UTF_8));
    };
  }

  @Override
  public long written() {
    return 0;
  }

  private static String edited(String metadata, AttackCase attack) {
    return XmlEdits.replaced(metadata, attack.text("from"), attack.text("to"));
  }

  private static String keys(String which) throws GeneralSecurityException {
    return switch (which) {
      case "none" -> "";
      case "empty" -> "<md:KeyDescriptor use=\"signing\"/>";
      case "short" -> PeerKeys.descriptor(" use=\"signing\"", TestKeys.certificate(PeerKeys.SHORT));
      case "small-exponent" ->
          PeerKeys.descriptor("", TestKeys.certificate(PeerKeys.SMALL_EXPONENT));
      case "encryption-only" ->
          PeerKeys.descriptor(" use=\"encryption\"", Upstreams.IDP.certificate());
      case "too-many" ->
          PeerKeys.descriptor(" use=\"signing\"", Upstreams.IDP.certificate()).repeat(33);
      default -> throw new IllegalArgumentException(which);
    };
  }

  private static String signed(AttackCase attack) throws GeneralSecurityException {
    String metadata = PeerKeys.providerMetadata();
    String genuine = signed(metadata, Upstreams.IDP.privateKey());
    return switch (attack.value()) {
      case "not-at-all" -> metadata;
      case "by-a-stranger" -> signed(metadata, Upstreams.NEXT.privateKey());
      case "then-edited" ->
          XmlEdits.replaced(genuine, Upstreams.SIGN_ON.toString(), "https://evil.example/saml2");
      case "twice" -> signed(genuine, Upstreams.IDP.privateKey());
      case "another-id" -> XmlEdits.replaced(genuine, "ID=\"_metadata\"", "ID=\"_other\"");
      case "no-id" -> XmlEdits.replaced(genuine, " ID=\"_metadata\"", "");
      case "sha1" ->
          new HandmadeSignature(Upstreams.IDP.privateKey())
              .method(HandmadeSignature.DSIG + "rsa-sha1", "")
              .sign(metadata, "_metadata", ANCHOR);
      case "wrapped" ->
          XmlEdits.replaced(
              XmlEdits.replaced(genuine, "ID=\"_metadata\"", "ID=\"_forged\""),
              "</ds:Signature>",
              "<ds:Object>" + metadata + "</ds:Object></ds:Signature>");
      default -> throw new IllegalArgumentException(attack.toString());
    };
  }

  private static String signed(String metadata, PrivateKey key) throws GeneralSecurityException {
    return new HandmadeSignature(key).sign(metadata, "_metadata", ANCHOR);
  }

  private static Verdict begun(String metadata) {
    try {
      Upstreams.connection(
              Upstreams.upstream(Upstreams.ENTRA, new Trust.MetadataDocument(metadata), false),
              Upstreams.clock())
          .begin(new BeginLogin("s1", false, Optional.empty()));
      return Verdict.ACCEPTED;
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }

  private static Verdict read(byte[] metadata) {
    try {
      IdentityProviderMetadata.read(XmlGate.forMetadata(), metadata, Messages.ISSUER);
      return Verdict.ACCEPTED;
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }

  private static Verdict verified(String metadata) {
    try {
      IdentityProviderMetadata.readSigned(
          XmlGate.forMetadata(),
          metadata.getBytes(StandardCharsets.UTF_8),
          Messages.ISSUER,
          TrustedKeys.of(List.of(Upstreams.IDP.certificate())));
      return Verdict.ACCEPTED;
    } catch (RefusalException refusal) {
      return Verdict.refused(refusal.code());
    }
  }
}
