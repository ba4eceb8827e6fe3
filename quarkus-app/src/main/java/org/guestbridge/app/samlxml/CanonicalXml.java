package org.guestbridge.app.samlxml;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Node;

/**
 * Exclusive canonicalization without comments. What is sent is written in this form too: it is
 * well-formed UTF-8, and the receiver's canonicalization gives the same bytes.
 */
final class CanonicalXml {

  static final String ALGORITHM = Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS;

  private CanonicalXml() {}

  static byte[] of(Node node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
    try {
      Canonicalizer.getInstance(ALGORITHM).canonicalizeSubtree(node, out);
    } catch (XMLSecurityException e) {
      throw new IllegalStateException("our own XML cannot be canonicalized", e);
    }
    return out.toByteArray();
  }

  /**
   * The form of somebody else's XML; empty when it has none, as with relative namespaces.
   *
   * @param prefixes whose declarations are kept even where they seem unused, separated by spaces
   *     (Exclusive XML Canonicalization section 3, InclusiveNamespaces)
   */
  static Optional<byte[]> ofForeign(Node node, String prefixes) {
    OpenSamlRuntime.initialise();
    ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
    try {
      Canonicalizer.getInstance(ALGORITHM).canonicalizeSubtree(node, prefixes, out);
      return out.size() == 0 ? Optional.empty() : Optional.of(out.toByteArray());
    } catch (XMLSecurityException e) {
      return Optional.empty();
    }
  }
}
