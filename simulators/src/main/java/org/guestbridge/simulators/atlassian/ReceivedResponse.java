package org.guestbridge.simulators.atlassian;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * A SAML message after the gate: bounded, without DOCTYPE, comments, CDATA and processing
 * instructions, parsed once, with one Response as root and no id used twice.
 */
final class ReceivedResponse {
  private static final int MAXIMUM_CHARACTERS = 512 * 1024;
  private static final List<String> FORBIDDEN = List.of("<!", "<?");
  private static final DocumentBuilderFactory PARSERS = parsers();

  private final Document document;

  private ReceivedResponse(Document document) {
    this.document = document;
  }

  /** Decodes and parses the form parameter {@code SAMLResponse}. */
  static ReceivedResponse read(String encoded) throws LoginRefused {
    if (encoded.length() > MAXIMUM_CHARACTERS) {
      throw new LoginRefused(LoginFailure.MESSAGE_TOO_LARGE, encoded.length() + " characters");
    }
    byte[] bytes = decode(encoded);
    refuseForbiddenMarkup(new String(bytes, StandardCharsets.UTF_8));
    Document document = parse(bytes);
    Element root = document.getDocumentElement();
    if (!Saml.is(root, Saml.PROTOCOL, "Response") || count(document, "Response") != 1) {
      throw new LoginRefused(LoginFailure.NOT_ONE_RESPONSE, "root is " + root.getTagName());
    }
    refuseRepeatedIds(document);
    return new ReceivedResponse(document);
  }

  Element response() {
    return document.getDocumentElement();
  }

  /** The only Assertion anywhere in the message, which must be a child of the Response. */
  Element assertion() throws LoginRefused {
    if (document.getElementsByTagNameNS(Saml.ASSERTION, "EncryptedAssertion").getLength() > 0) {
      throw new LoginRefused(LoginFailure.ENCRYPTED_ASSERTION, "no decryption key exists");
    }
    List<Element> children = Saml.children(response(), Saml.ASSERTION, "Assertion");
    int anywhere = document.getElementsByTagNameNS(Saml.ASSERTION, "Assertion").getLength();
    if (children.size() != 1 || anywhere != 1) {
      throw new LoginRefused(LoginFailure.NOT_ONE_ASSERTION, anywhere + " assertions");
    }
    return children.get(0);
  }

  /** All signatures anywhere in the message. */
  List<Element> signatures() {
    List<Element> all = new ArrayList<>();
    var nodes = document.getElementsByTagNameNS(Saml.SIGNATURE, "Signature");
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static byte[] decode(String encoded) throws LoginRefused {
    try {
      return Base64.getDecoder().decode(encoded.replaceAll("[\\r\\n]", ""));
    } catch (IllegalArgumentException malformed) {
      throw new LoginRefused(LoginFailure.MESSAGE_NOT_BASE64, "not base64");
    }
  }

  private static void refuseForbiddenMarkup(String text) throws LoginRefused {
    String content = text.startsWith("<?xml ") ? text.substring("<?xml ".length()) : text;
    for (String forbidden : FORBIDDEN) {
      if (content.contains(forbidden)) {
        throw new LoginRefused(LoginFailure.FORBIDDEN_MARKUP, forbidden);
      }
    }
  }

  private static Document parse(byte[] bytes) throws LoginRefused {
    try {
      DocumentBuilder parser;
      synchronized (PARSERS) {
        parser = PARSERS.newDocumentBuilder();
      }
      parser.setErrorHandler(new Silent());
      return parser.parse(new ByteArrayInputStream(bytes));
    } catch (SAXException | IOException malformed) {
      throw new LoginRefused(LoginFailure.MALFORMED_XML, "not well-formed");
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void refuseRepeatedIds(Document document) throws LoginRefused {
    Set<String> seen = new HashSet<>();
    var all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      for (String name : List.of("ID", "Id", "id")) {
        if (element.hasAttribute(name) && !seen.add(element.getAttribute(name))) {
          throw new LoginRefused(LoginFailure.DUPLICATE_ID, element.getTagName());
        }
      }
    }
  }

  private static int count(Document document, String localName) {
    return document.getElementsByTagNameNS(Saml.PROTOCOL, localName).getLength();
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
