package org.guestbridge.app.samlxml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.xml.sax.SAXException;

/**
 * The only way from untrusted bytes to XML: a size limit, strict UTF-8, a scan for forbidden
 * constructs, one parse. No step reaches the network or the file system.
 */
public final class XmlGate {

  /** Largest document accepted, in bytes. */
  public static final int MAX_BYTES = 192 * 1024;

  /** Largest metadata document accepted, in bytes. */
  public static final int MAX_METADATA_BYTES = 1024 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final DocumentBuilders builders = new DocumentBuilders();
  private final int maxBytes;
  private final int maxElements;
  private final Code oversized;

  /** A gate for requests: {@link #MAX_BYTES}, and SAML_REQUEST_OVERSIZED above. */
  public XmlGate() {
    this(MAX_BYTES, XmlScan.MAX_ELEMENTS, Code.SAML_REQUEST_OVERSIZED);
  }

  private XmlGate(int maxBytes, int maxElements, Code oversized) {
    this.maxBytes = maxBytes;
    this.maxElements = maxElements;
    this.oversized = oversized;
  }

  /** A gate for responses: {@link #MAX_BYTES}, and RESPONSE_OVERSIZED above. */
  public static XmlGate forResponses() {
    return new XmlGate(MAX_BYTES, XmlScan.MAX_ELEMENTS, Code.RESPONSE_OVERSIZED);
  }

  /** A gate for metadata: {@link #MAX_METADATA_BYTES}, and UPSTREAM_METADATA_INVALID above. */
  public static XmlGate forMetadata() {
    return new XmlGate(MAX_METADATA_BYTES, 20_000, Code.UPSTREAM_METADATA_INVALID);
  }

  /**
   * Reads a document.
   *
   * @throws RefusalException the code of the gate when it is too long; XML_FORBIDDEN or
   *     XML_MALFORMED
   */
  public XmlElement parse(byte[] bytes) throws RefusalException {
    if (bytes.length > maxBytes) {
      throw new RefusalException(oversized, "the XML is over the size limit");
    }
    XmlScan.check(strictUtf8(bytes), maxElements);
    try {
      return XmlElement.of(builders.parse(bytes).getDocumentElement());
    } catch (SAXException e) {
      // The parser's message quotes the input: it is dropped, not chained.
      throw malformed("the XML is not well-formed");
    }
  }

  private static String strictUtf8(byte[] bytes) throws RefusalException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      if (text.isEmpty() || text.charAt(0) == BYTE_ORDER_MARK) {
        throw malformed("the XML is empty or begins with a byte order mark");
      }
      if (text.chars().anyMatch(XmlGate::isControl)) {
        throw malformed("the XML has a control character, or is of another encoding");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw malformed("the XML is not UTF-8");
    }
  }

  /**
   * XML 1.0 production 2. A parser takes NULs for UTF-16 or UTF-32 (appendix F) and would then read
   * another text than the one that was scanned.
   */
  private static boolean isControl(int c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r';
  }

  private static RefusalException malformed(String detail) {
    return new RefusalException(Code.XML_MALFORMED, detail);
  }
}
