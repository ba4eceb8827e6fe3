package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.DSIG;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The one form of XML signature accepted (SAML core 5.4): one SignedInfo with one Reference to the
 * ID of its parent, the enveloped-signature and exclusive canonicalization transforms in that
 * order, digests of the SHA-2 family, at most X509Certificates in KeyInfo, no Object.
 *
 * @param algorithm from the allow-list
 * @param digest the JCA name of the digest, from the allow-list
 * @param digestValue what the reference says, in strict base64
 * @param signedInfo the element that is signed
 * @param signatureValue in strict base64
 * @param inclusivePrefixes the prefixes that canonicalization keeps, separated by spaces; what is
 *     read is the canonical bytes, so they can hide nothing
 */
record SignatureShape(
    SignatureAlgorithm algorithm,
    String digest,
    String digestValue,
    XmlElement signedInfo,
    String signatureValue,
    String inclusivePrefixes) {

  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final Pattern PREFIXES =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}( [A-Za-z_][A-Za-z0-9_.-]{0,31}){0,7}");
  private static final String ENVELOPED = DSIG + "enveloped-signature";

  /**
   * Reads a signature.
   *
   * @throws RefusalException SAML_SIGNATURE_INVALID
   */
  static SignatureShape read(XmlElement signature, String rootId) throws RefusalException {
    try {
      return readChildren(signature, rootId);
    } catch (RefusalException e) {
      throw new RefusalException(Code.SAML_SIGNATURE_INVALID, e.detail(), e);
    }
  }

  private static SignatureShape readChildren(XmlElement signature, String rootId)
      throws RefusalException {
    ElementRules.onlyAttributes(signature, Set.of());
    ChildCursor parts = new ChildCursor(signature);
    XmlElement signedInfo = require(parts, "SignedInfo");
    ElementRules.onlyAttributes(signedInfo, Set.of());
    XmlElement value = require(parts, "SignatureValue");
    ElementRules.onlyAttributes(value, Set.of());
    String signatureValue = base64(value);
    Optional<XmlElement> keyInfo = parts.next(DSIG, "KeyInfo");
    if (keyInfo.isPresent()) {
      checkKeyInfo(keyInfo.get());
    }
    parts.end();
    return signedInfo(signedInfo, rootId, signatureValue);
  }

  private static SignatureShape signedInfo(
      XmlElement signedInfo, String rootId, String signatureValue) throws RefusalException {
    ChildCursor parts = new ChildCursor(signedInfo);
    requireEqual(EXCLUSIVE, algorithm(require(parts, "CanonicalizationMethod")));
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(algorithm(require(parts, "SignatureMethod")))
            .orElseThrow(() -> invalid("the signature algorithm is not allowed"));
    XmlElement reference = require(parts, "Reference");
    parts.end();
    ElementRules.onlyAttributes(reference, Set.of("URI"));
    requireEqual("#" + rootId, reference.attribute("URI").orElse(""));
    ChildCursor inside = new ChildCursor(reference);
    String prefixes = prefixesOf(require(inside, "Transforms"));
    String digest = digest(algorithm(require(inside, "DigestMethod")));
    String digestValue = base64(require(inside, "DigestValue"));
    inside.end();
    return new SignatureShape(algorithm, digest, digestValue, signedInfo, signatureValue, prefixes);
  }

  private static String prefixesOf(XmlElement transforms) throws RefusalException {
    ElementRules.onlyAttributes(transforms, Set.of());
    ChildCursor inside = new ChildCursor(transforms);
    requireEqual(ENVELOPED, algorithm(require(inside, "Transform")));
    XmlElement exclusive = require(inside, "Transform");
    inside.end();
    ElementRules.onlyAttributes(exclusive, Set.of("Algorithm"));
    requireEqual(EXCLUSIVE, exclusive.attribute("Algorithm").orElse(""));
    ChildCursor parameters = new ChildCursor(exclusive);
    Optional<XmlElement> inclusive = parameters.next(EXCLUSIVE, "InclusiveNamespaces");
    parameters.end();
    return inclusive.isPresent() ? prefixes(inclusive.get()) : "";
  }

  private static String prefixes(XmlElement inclusive) throws RefusalException {
    ElementRules.onlyAttributes(inclusive, Set.of("PrefixList"));
    ElementRules.requireEmpty(inclusive);
    String prefixes = inclusive.attribute("PrefixList").orElse("");
    if (!PREFIXES.matcher(prefixes).matches()) {
      throw invalid("the list of inclusive prefixes is not accepted");
    }
    return prefixes;
  }

  /** Checked for its form only: nothing in it is ever used as a key. */
  private static void checkKeyInfo(XmlElement keyInfo) throws RefusalException {
    ElementRules.onlyAttributes(keyInfo, Set.of());
    ChildCursor inside = new ChildCursor(keyInfo);
    XmlElement data = require(inside, "X509Data");
    inside.end();
    ElementRules.onlyAttributes(data, Set.of());
    ChildCursor certificates = new ChildCursor(data);
    List<String> texts = certificates.texts(DSIG, "X509Certificate");
    certificates.end();
    if (texts.isEmpty()) {
      throw invalid("X509Data is empty");
    }
  }

  /** The Algorithm of an element that has nothing else; so no InclusiveNamespaces either. */
  private static String algorithm(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(element, Set.of("Algorithm"));
    ElementRules.requireEmpty(element);
    return element.attribute("Algorithm").orElse("");
  }

  private static String digest(String uri) throws RefusalException {
    return switch (uri) {
      case "http://www.w3.org/2001/04/xmlenc#sha256" -> "SHA-256";
      case "http://www.w3.org/2001/04/xmldsig-more#sha384" -> "SHA-384";
      case "http://www.w3.org/2001/04/xmlenc#sha512" -> "SHA-512";
      default -> throw invalid("the digest algorithm is not allowed");
    };
  }

  /** XML Signature wraps base64 in lines; white space is the only thing taken out. */
  private static String base64(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(element, Set.of());
    String dense = StrictBase64.dense(ElementRules.leafText(element));
    StrictBase64.decode(dense);
    return dense;
  }

  private static XmlElement require(ChildCursor cursor, String name) throws RefusalException {
    return cursor
        .next(DSIG, name)
        .orElseThrow(() -> invalid("the signature has no " + name + " where it belongs"));
  }

  private static void requireEqual(String expected, String actual) throws RefusalException {
    if (!expected.equals(actual)) {
      throw invalid("the signature uses a reference or algorithm that is not accepted");
    }
  }

  private static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_SIGNATURE_INVALID, detail);
  }
}
