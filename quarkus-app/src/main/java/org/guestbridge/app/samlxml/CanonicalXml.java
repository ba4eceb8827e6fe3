package org.guestbridge.app.samlxml;

import java.io.IOException;
import java.util.Optional;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.utils.UnsyncByteArrayOutputStream;
import org.w3c.dom.Node;

/**
 * Exclusive canonicalization without comments. What is sent is written in this form too: it is
 * well-formed UTF-8, and the receiver's canonicalization gives the same bytes.
 *
 * <p>Santuario writes byte by byte, which the JDK's own stream answers with a lock for each.
 */
final class CanonicalXml {

  static final String ALGORITHM = Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS;

  private CanonicalXml() {}

  static byte[] of(Node node) {
    try (UnsyncByteArrayOutputStream out = new UnsyncByteArrayOutputStream()) {
      Canonicalizer.getInstance(ALGORITHM).canonicalizeSubtree(node, out);
      return out.toByteArray();
    } catch (XMLSecurityException | IOException e) {
      throw new IllegalStateException("our own XML cannot be canonicalized", e);
    }
  }

  /**
   * The form of somebody else's XML; empty when it has none, as with relative namespaces.
   *
   * @param prefixes whose declarations are kept even where they seem unused, separated by spaces
   *     (Exclusive XML Canonicalization section 3, InclusiveNamespaces)
   */
  static Optional<byte[]> ofForeign(Node node, String prefixes) {
    OpenSamlRuntime.initialise();
    try (UnsyncByteArrayOutputStream out = new UnsyncByteArrayOutputStream()) {
      Canonicalizer.getInstance(ALGORITHM).canonicalizeSubtree(node, prefixes, out);
      byte[] bytes = out.toByteArray();
      return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    } catch (XMLSecurityException | IOException e) {
      return Optional.empty();
    }
  }
}
