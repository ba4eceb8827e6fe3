package org.guestbridge.simulators.saml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The gate for XML from outside: bounded, without DOCTYPE, comments, CDATA and processing
 * instructions, parsed once, with no id used twice. Also makes and writes documents.
 */
public final class SamlXml {
  private static final int MAXIMUM_CHARACTERS = 512 * 1024;
  private static final List<String> FORBIDDEN = List.of("<!", "<?");
  private static final DocumentBuilderFactory PARSERS = parsers();

  private SamlXml() {}

  /** Decodes base64 as a form carries it and passes the text through the gate. */
  public static Document decode(String encoded) throws SamlRefused {
    if (encoded.length() > MAXIMUM_CHARACTERS) {
      throw new SamlRefused(SamlRefusal.MESSAGE_TOO_LARGE, encoded.length() + " characters");
    }
    return read(bytes(encoded));
  }

  /** Passes UTF-8 text through the gate. */
  public static Document read(byte[] bytes) throws SamlRefused {
    if (bytes.length > MAXIMUM_CHARACTERS) {
      throw new SamlRefused(SamlRefusal.MESSAGE_TOO_LARGE, bytes.length + " bytes");
    }
    refuseForbiddenMarkup(new String(bytes, StandardCharsets.UTF_8));
    Document document = parse(bytes);
    refuseRepeatedIds(document);
    return document;
  }

  /** An empty document. */
  public static Document empty() {
    try {
      synchronized (PARSERS) {
        return PARSERS.newDocumentBuilder().newDocument();
      }
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The XML of a document or element, without a declaration. */
  public static String write(Node node) {
    try {
      Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      writer.transform(new DOMSource(node), new StreamResult(out));
      return out.toString();
    } catch (TransformerException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The base64 text in which a form carries a message. */
  public static String encode(String xml) {
    return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bytes(String encoded) throws SamlRefused {
    try {
      return Base64.getDecoder().decode(encoded.replaceAll("[\\r\\n]", ""));
    } catch (IllegalArgumentException malformed) {
      throw new SamlRefused(SamlRefusal.MESSAGE_NOT_BASE64, "not base64");
    }
  }

  private static void refuseForbiddenMarkup(String text) throws SamlRefused {
    String content = text.startsWith("<?xml ") ? text.substring("<?xml ".length()) : text;
    for (String forbidden : FORBIDDEN) {
      if (content.contains(forbidden)) {
        throw new SamlRefused(SamlRefusal.FORBIDDEN_MARKUP, forbidden);
      }
    }
  }

  private static Document parse(byte[] bytes) throws SamlRefused {
    try {
      DocumentBuilder parser;
      synchronized (PARSERS) {
        parser = PARSERS.newDocumentBuilder();
      }
      parser.setErrorHandler(new Silent());
      return parser.parse(new ByteArrayInputStream(bytes));
    } catch (SAXException | IOException malformed) {
      throw new SamlRefused(SamlRefusal.MALFORMED_XML, "not well-formed");
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void refuseRepeatedIds(Document document) throws SamlRefused {
    Set<String> seen = new HashSet<>();
    var all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (String name : List.of("ID", "Id", "id")) {
        if (element.hasAttribute(name) && !seen.add(element.getAttribute(name))) {
          throw new SamlRefused(SamlRefusal.DUPLICATE_ID, element.getTagName());
        }
      }
    }
  }

  private static DocumentBuilderFactory parsers() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute("jdk.xml.maxElementDepth", "64");
      factory.setAttribute("jdk.xml.elementAttributeLimit", "64");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      return factory;
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Keeps the JDK's parser from writing to standard error. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
