package org.guestbridge.app.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.app.upstream.saml.Messages;
import org.guestbridge.app.upstream.saml.Upstreams;

/** A signature as a case describes it: algorithms, references, transforms, keys, KeyInfo. */
final class SignatureRecipe {

  private static final String MORE = HandmadeSignature.MORE;

  private final HandmadeSignature signature;

  private SignatureRecipe(HandmadeSignature signature) {
    this.signature = signature;
  }

  /** What the case describes. */
  static SignatureRecipe of(AttackCase attack) throws GeneralSecurityException {
    HandmadeSignature made = new HandmadeSignature(key(attack.text("key", "provider")));
    made.method(attack.text("method", MORE + "rsa-sha256"), attack.text("parameters", ""));
    made.digest(attack.text("digest", HandmadeSignature.SHA256));
    made.canonicalization(attack.text("canonicalization", HandmadeSignature.EXCLUSIVE));
    if (attack.with().containsKey("transforms")) {
      made.transforms(Canary.in(attack.text("transforms")));
    }
    if (attack.with().containsKey("reference")) {
      made.references(Canary.in(attack.text("reference")), 1);
    }
    if (attack.with().containsKey("references")) {
      made.references("", attack.number("references"));
    }
    if (attack.with().containsKey("keyInfo")) {
      made.keyInfo("<ds:KeyInfo>" + keyInfo(attack.text("keyInfo")) + "</ds:KeyInfo>");
    }
    if (attack.with().containsKey("ofNothing")) {
      made.ofNothing();
    }
    return new SignatureRecipe(made);
  }

  /** The same by hand, in the accepted form and by a trusted key. */
  static SignatureRecipe valid(AttackCase attack) throws GeneralSecurityException {
    boolean elliptic = attack.text("key", "").equals("elliptic");
    HandmadeSignature made = new HandmadeSignature(key(elliptic ? "elliptic" : "provider"));
    made.method(MORE + (elliptic ? "ecdsa-sha256" : "rsa-sha256"), "");
    return new SignatureRecipe(made);
  }

  /** The response around that assertion with what the case wants signed. */
  String sign(AttackCase attack, String assertion) throws GeneralSecurityException {
    return attack.text("signed", "assertion").equals("assertion")
        ? Messages.response(signature.sign(assertion, "_assertion", "</Issuer>"))
        : signature.sign(Messages.response(assertion), "_response", "</Issuer>");
  }

  private static Key key(String name) throws GeneralSecurityException {
    return switch (name) {
      case "provider" -> Upstreams.IDP.privateKey();
      case "stranger" -> Upstreams.NEXT.privateKey();
      case "elliptic" -> PeerKeys.ELLIPTIC.getPrivate();
      case "short" -> PeerKeys.SHORT.getPrivate();
      case "small-exponent" -> PeerKeys.SMALL_EXPONENT.getPrivate();
      case "encryption-only" -> PeerKeys.ENCRYPTION_ONLY.privateKey();
      case "dsa" -> PeerKeys.DSA.getPrivate();
      case "hmac-of-public-key" -> hmac(Upstreams.IDP.certificate().getPublicKey().getEncoded());
      case "hmac-of-certificate" -> hmac(Upstreams.IDP.certificate().getEncoded());
      case "hmac-of-certificate-text" ->
          hmac(
              Base64.getEncoder()
                  .encodeToString(Upstreams.IDP.certificate().getEncoded())
                  .getBytes(StandardCharsets.US_ASCII));
      case "hmac-of-zero" -> hmac(new byte[1]);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Key hmac(byte[] secret) {
    return new SecretKeySpec(secret, "HmacSHA256");
  }

  private static String keyInfo(String name) throws GeneralSecurityException {
    String own = PeerKeys.text(Upstreams.NEXT.certificate());
    return switch (name) {
      case "own-certificate" -> PeerKeys.data("Certificate", own);
      case "pinned-certificate" ->
          PeerKeys.data("Certificate", PeerKeys.text(Upstreams.IDP.certificate()));
      case "cloned-certificate" ->
          PeerKeys.data("Certificate", PeerKeys.text(PeerKeys.ENCRYPTION_ONLY.certificate()));
      case "key-identifier" -> PeerKeys.data("SKI", "AAECAwQFBgc=");
      case "subject-name" -> PeerKeys.data("SubjectName", "CN=test");
      case "issuer-serial" ->
          PeerKeys.data(
              "IssuerSerial",
              "<ds:X509IssuerName>CN=test</ds:X509IssuerName>"
                  + "<ds:X509SerialNumber>1</ds:X509SerialNumber>");
      case "key-name" -> "<ds:KeyName>CN=test</ds:KeyName>";
      case "key-value" -> PeerKeys.keyValue(Upstreams.NEXT.certificate());
      case "retrieval-method" ->
          Canary.in("<ds:RetrievalMethod URI=\"http://%canary%/key\"></ds:RetrievalMethod>");
      case "retrieval-method-here" ->
          "<ds:RetrievalMethod URI=\"#_key\"></ds:RetrievalMethod>"
              + PeerKeys.data("Certificate", own);
      case "key-info-reference" ->
          Canary.in(
              "<dsig11:KeyInfoReference xmlns:dsig11=\"http://www.w3.org/2009/xmldsig11#\""
                  + " URI=\"http://%canary%/key\"></dsig11:KeyInfoReference>");
      default -> throw new IllegalArgumentException(name);
    };
  }
}
