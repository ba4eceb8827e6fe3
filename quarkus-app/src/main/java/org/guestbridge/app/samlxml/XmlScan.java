package org.guestbridge.app.samlxml;

import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Looks over the characters of a document before any parser sees them. Refuses every construct that
 * SAML messages never need and that attacks do (DOCTYPE, entities, comments, CDATA, processing
 * instructions), and counts depth, elements and attributes without recursion, so that a parser can
 * neither overflow its stack nor be kept busy.
 *
 * <p>A single pass is sound because in well-formed XML a {@code <} never stands in text or in an
 * attribute value (XML 1.0 section 2.4); what is not well-formed is refused by the parser after.
 */
final class XmlScan {

  static final int MAX_DEPTH = 64;
  static final int MAX_ATTRIBUTES = 64;
  static final int MAX_ELEMENTS = 2_000;

  private static final String DECLARATION_START = "<?xml ";

  private final String text;
  private final int maxElements;
  private int depth;
  private int elements;

  private XmlScan(String text, int maxElements) {
    this.text = text;
    this.maxElements = maxElements;
  }

  static void check(String text, int maxElements) throws RefusalException {
    new XmlScan(text, maxElements).run();
  }

  private void run() throws RefusalException {
    int at = afterDeclaration();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<') {
        at = afterMarkup(at);
      } else {
        if (c == '&') {
          checkReference(at);
        }
        at++;
      }
    }
  }

  /** XML 1.0 section 2.8: only version 1.0, only UTF-8, only at the very beginning. */
  private int afterDeclaration() throws RefusalException {
    if (!text.startsWith(DECLARATION_START)) {
      return 0;
    }
    int end = text.indexOf("?>");
    if (end < 0 || !XmlDeclaration.isAccepted(text.substring(0, end + 2))) {
      throw forbidden("an XML declaration other than version 1.0 in UTF-8");
    }
    return end + 2;
  }

  private int afterMarkup(int at) throws RefusalException {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    if (next == '!') {
      throw forbidden("a DOCTYPE, entity, comment or CDATA section");
    }
    if (next == '?') {
      throw forbidden("a processing instruction");
    }
    if (next == '/') {
      depth--;
      return at + 2;
    }
    return afterStartTag(at + 1);
  }

  private int afterStartTag(int start) throws RefusalException {
    depth++;
    elements++;
    if (depth > MAX_DEPTH || elements > maxElements) {
      throw malformed("too many or too deeply nested elements");
    }
    int attributes = 0;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '>') {
        closeIfEmpty(at);
        return at + 1;
      }
      if (c == '<') {
        throw malformed("a tag inside a tag");
      }
      if (c == ':' && !isInsideName(at)) {
        throw forbidden("a name that begins with a colon");
      }
      if (c == '"' || c == '\'') {
        attributes++;
        if (attributes > MAX_ATTRIBUTES) {
          throw malformed("too many attributes");
        }
        at = afterValue(at, c);
      } else {
        at++;
      }
    }
    throw malformed("a tag without end");
  }

  /**
   * Namespaces in XML 1.0 section 4 has no name that begins with a colon. The JDK's parser reads
   * {@code :ID} as {@code ID} nevertheless, and then there are two of them.
   */
  private boolean isInsideName(int colon) {
    return " \t\r\n<\"'/=".indexOf(text.charAt(colon - 1)) < 0;
  }

  private void closeIfEmpty(int end) {
    if (text.charAt(end - 1) == '/') {
      depth--;
    }
  }

  private int afterValue(int open, char quote) throws RefusalException {
    int at = open + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (c == '<') {
        int peek = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        throw peek == '!' || peek == '?'
            ? forbidden("markup in a value")
            : malformed("a tag in a value");
      }
      if (c == '&') {
        checkReference(at);
      }
      at++;
    }
    return at + 1;
  }

  /** XML 1.0 section 4.6: without a DOCTYPE only the five predefined entities exist. */
  private void checkReference(int at) throws RefusalException {
    if (text.startsWith("&#", at)
        || text.startsWith("&amp;", at)
        || text.startsWith("&lt;", at)
        || text.startsWith("&gt;", at)
        || text.startsWith("&quot;", at)
        || text.startsWith("&apos;", at)) {
      return;
    }
    throw forbidden("an entity reference");
  }

  private static RefusalException forbidden(String what) {
    return new RefusalException(Code.XML_FORBIDDEN, "the XML holds " + what);
  }

  private static RefusalException malformed(String what) {
    return new RefusalException(Code.XML_MALFORMED, "the XML has " + what);
  }
}
