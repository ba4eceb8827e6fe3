package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.METADATA;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * What an identity provider's metadata say, as far as the broker needs it (SAML metadata 2.4.3).
 * Other roles and extensions are read over.
 *
 * @param keys every key that it may sign with: strong enough, and not kept for encryption; a
 *     KeyDescriptor without {@code use} counts (section 2.4.1.1); never empty
 * @param signOn its HTTP-Redirect sign-on address, not checked further
 * @param validUntil when the document stops being valid, the earliest that applies
 * @param cacheDuration how long it may be kept, the shortest that applies
 */
public record IdentityProviderMetadata(
    TrustedKeys keys,
    String signOn,
    Optional<Instant> validUntil,
    Optional<Duration> cacheDuration) {

  private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

  /**
   * Reads a document whose source is trusted.
   *
   * @throws RefusalException XML_FORBIDDEN, XML_MALFORMED, UPSTREAM_METADATA_INVALID, or
   *     UPSTREAM_METADATA_KEYS when it has no key to verify with
   */
  public static IdentityProviderMetadata read(XmlGate gate, byte[] document, String entityId)
      throws RefusalException {
    return of(gate.parse(withoutMark(document)), entityId);
  }

  /**
   * Reads a document that one of {@code signers} must have signed as a whole; only the bytes that
   * were signed are read.
   *
   * @throws RefusalException UPSTREAM_METADATA_SIGNATURE, and what {@link #read} throws
   */
  public static IdentityProviderMetadata readSigned(
      XmlGate gate, byte[] document, String entityId, TrustedKeys signers) throws RefusalException {
    XmlElement root = gate.parse(withoutMark(document));
    List<XmlElement> signatures =
        root.children().stream().filter(each -> each.is(SamlNames.DSIG, "Signature")).toList();
    String id = root.attribute("ID").orElse("");
    if (signatures.size() != 1 || !SamlValues.isId(id)) {
      throw unverified("the document is not signed, or not once");
    }
    byte[] signed;
    try {
      SignatureShape shape = SignatureShape.read(signatures.get(0), id);
      signed = EnvelopedSignature.verify(root, signatures.get(0), shape, signers);
    } catch (RefusalException refusal) {
      throw unverified(refusal.detail());
    }
    return of(gate.parse(signed), entityId);
  }

  private static IdentityProviderMetadata of(XmlElement root, String entityId)
      throws RefusalException {
    List<List<XmlElement>> found = new ArrayList<>();
    collect(root, List.of(), entityId, found);
    if (found.size() != 1) {
      throw invalid("the entity is not there, or there twice");
    }
    List<XmlElement> path = new ArrayList<>(found.get(0));
    XmlElement role = role(path.get(path.size() - 1));
    path.add(role);
    return new IdentityProviderMetadata(
        MetadataKeys.of(role),
        signOn(role),
        MetadataTimes.validUntil(path),
        MetadataTimes.cacheDuration(path));
  }

  /** Gathers the ways from the root to each descriptor of the entity. */
  private static void collect(
      XmlElement element, List<XmlElement> above, String entityId, List<List<XmlElement>> found)
      throws RefusalException {
    List<XmlElement> path = new ArrayList<>(above);
    path.add(element);
    if (element.is(METADATA, "EntityDescriptor")) {
      if (element.attribute("entityID").orElse("").equals(entityId)) {
        found.add(path);
      }
    } else if (element.is(METADATA, "EntitiesDescriptor")) {
      for (XmlElement child : element.children()) {
        collect(child, path, entityId, found);
      }
    } else if (above.isEmpty()) {
      throw invalid("the document is not SAML metadata");
    }
  }

  private static XmlElement role(XmlElement entity) throws RefusalException {
    List<XmlElement> roles =
        entity.children().stream()
            .filter(child -> child.is(METADATA, "IDPSSODescriptor"))
            .filter(IdentityProviderMetadata::speaksSaml2)
            .toList();
    if (roles.size() != 1) {
      throw invalid("the entity does not have exactly one SAML 2.0 identity provider role");
    }
    return roles.get(0);
  }

  private static boolean speaksSaml2(XmlElement role) {
    String protocols = role.attribute("protocolSupportEnumeration").orElse("");
    return List.of(protocols.strip().split("\\s+")).contains(PROTOCOL);
  }

  private static String signOn(XmlElement role) throws RefusalException {
    return role.children().stream()
        .filter(child -> child.is(METADATA, "SingleSignOnService"))
        .filter(child -> child.attribute("Binding").orElse("").equals(REDIRECT))
        .flatMap(child -> child.attribute("Location").stream())
        .findFirst()
        .orElseThrow(() -> invalid("there is no sign-on address by HTTP-Redirect"));
  }

  /** Microsoft writes a byte order mark before some documents, which the gate refuses. */
  private static byte[] withoutMark(byte[] document) {
    boolean marked =
        document.length > 2
            && document[0] == (byte) 0xEF
            && document[1] == (byte) 0xBB
            && document[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(document, 3, document.length) : document;
  }

  static RefusalException invalid(String detail) {
    return new RefusalException(Code.UPSTREAM_METADATA_INVALID, detail);
  }

  private static RefusalException unverified(String detail) {
    return new RefusalException(Code.UPSTREAM_METADATA_SIGNATURE, detail);
  }
}
