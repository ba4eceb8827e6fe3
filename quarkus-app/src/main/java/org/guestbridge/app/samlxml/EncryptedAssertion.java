package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.DSIG;
import static org.guestbridge.app.samlxml.SamlNames.ENCRYPTION;
import static org.guestbridge.app.samlxml.SamlNames.ENCRYPTION_11;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.RefusalException;

/**
 * The one form of encryption accepted (SAML core 2.2.4, XML Encryption 1.1): one EncryptedData with
 * one EncryptedKey inside its KeyInfo, both with their bytes in place. References, retrieval
 * methods, further keys and transforms are refused, so that decrypting never goes anywhere.
 *
 * @param dataAlgorithm the URI of the algorithm of the content
 * @param keyAlgorithm the URI of the algorithm of the key
 * @param digest the URI of the digest of OAEP, when it is named
 * @param mask the URI of the mask generation function of OAEP, when it is named
 * @param encryptedKey the encrypted key, in strict base64
 * @param encryptedData the encrypted content, in strict base64
 * @param ids the Ids of the elements that carry one
 */
record EncryptedAssertion(
    String dataAlgorithm,
    String keyAlgorithm,
    Optional<String> digest,
    Optional<String> mask,
    String encryptedKey,
    String encryptedData,
    List<String> ids) {

  private static final String ELEMENT = ENCRYPTION + "Element";

  static EncryptedAssertion read(XmlElement element) throws RefusalException {
    ElementRules.onlyAttributes(element, Set.of());
    ChildCursor outer = new ChildCursor(element);
    XmlElement data = require(outer, "EncryptedData");
    outer.end();
    ElementRules.onlyAttributes(data, Set.of("Id", "Type"));
    if (!data.attribute("Type").orElse(ELEMENT).equals(ELEMENT)) {
      throw AuthnRequestGrammar.invalid("what is encrypted is not an element");
    }
    ChildCursor inside = new ChildCursor(data);
    XmlElement method = require(inside, "EncryptionMethod");
    ElementRules.requireEmpty(method);
    XmlElement key = encryptedKey(inside);
    String content = cipherValue(require(inside, "CipherData"));
    inside.end();
    ElementRules.onlyAttributes(key, Set.of("Id", "Recipient"));
    ChildCursor keyParts = new ChildCursor(key);
    XmlElement keyMethod = require(keyParts, "EncryptionMethod");
    skipKeyInfo(keyParts);
    String wrapped = cipherValue(require(keyParts, "CipherData"));
    keyParts.end();
    ChildCursor parameters = new ChildCursor(keyMethod);
    Optional<String> digest = parameter(parameters, DSIG, "DigestMethod");
    Optional<String> mask = parameter(parameters, ENCRYPTION_11, "MGF");
    parameters.end();
    return new EncryptedAssertion(
        algorithm(method), algorithm(keyMethod), digest, mask, wrapped, content, ids(data, key));
  }

  private static XmlElement encryptedKey(ChildCursor data) throws RefusalException {
    XmlElement keyInfo =
        data.next(DSIG, "KeyInfo")
            .orElseThrow(() -> AuthnRequestGrammar.invalid("there is no encrypted key in place"));
    ElementRules.onlyAttributes(keyInfo, Set.of());
    ChildCursor inside = new ChildCursor(keyInfo);
    XmlElement key = require(inside, "EncryptedKey");
    inside.end();
    return key;
  }

  /** Names the recipient's certificate; which key decrypts is configuration. */
  private static void skipKeyInfo(ChildCursor key) throws RefusalException {
    Optional<XmlElement> keyInfo = key.next(DSIG, "KeyInfo");
    if (keyInfo.isPresent()) {
      ElementRules.onlyAttributes(keyInfo.get(), Set.of());
      ChildCursor inside = new ChildCursor(keyInfo.get());
      Optional<XmlElement> data = inside.next(DSIG, "X509Data");
      inside.end();
      if (data.isPresent()) {
        ElementRules.onlyNamespaceBelow(data.get(), DSIG);
      }
    }
  }

  private static Optional<String> parameter(ChildCursor parameters, String namespace, String name)
      throws RefusalException {
    Optional<XmlElement> element = parameters.next(namespace, name);
    if (element.isEmpty()) {
      return Optional.empty();
    }
    ElementRules.requireEmpty(element.get());
    return Optional.of(algorithm(element.get()));
  }

  private static String cipherValue(XmlElement cipherData) throws RefusalException {
    ElementRules.onlyAttributes(cipherData, Set.of());
    ChildCursor inside = new ChildCursor(cipherData);
    XmlElement value = require(inside, "CipherValue");
    inside.end();
    ElementRules.onlyAttributes(value, Set.of());
    String dense = StrictBase64.dense(ElementRules.leafText(value));
    StrictBase64.decode(dense);
    return dense;
  }

  private static String algorithm(XmlElement method) throws RefusalException {
    ElementRules.onlyAttributes(method, Set.of("Algorithm"));
    return method.attribute("Algorithm").orElse("");
  }

  private static List<String> ids(XmlElement... elements) {
    List<String> ids = new ArrayList<>();
    for (XmlElement element : elements) {
      element.attribute("Id").ifPresent(ids::add);
    }
    return List.copyOf(ids);
  }

  private static XmlElement require(ChildCursor cursor, String name) throws RefusalException {
    return cursor
        .next(ENCRYPTION, name)
        .orElseThrow(() -> AuthnRequestGrammar.invalid(name + " is missing or misplaced"));
  }
}
