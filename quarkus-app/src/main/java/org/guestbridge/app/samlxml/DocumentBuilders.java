package org.guestbridge.app.samlxml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The JDK's own document builders, hardened, kept for re-use: a builder is not thread-safe and
 * costly to make.
 */
final class DocumentBuilders {

  private static final int MAX_KEPT = 64;

  private final ConcurrentLinkedQueue<DocumentBuilder> idle = new ConcurrentLinkedQueue<>();
  private final DocumentBuilderFactory factory = hardened();

  Document empty() {
    return with(DocumentBuilder::newDocument);
  }

  /**
   * Parses bytes that {@link XmlGate} has looked over.
   *
   * @throws SAXException when they are not well-formed; its message may quote them
   */
  Document parse(byte[] bytes) throws SAXException {
    DocumentBuilder builder = take();
    try {
      Document document = builder.parse(new InputSource(new ByteArrayInputStream(bytes)));
      give(builder);
      return document;
    } catch (IOException e) {
      throw new SAXException(e);
    }
  }

  private <T> T with(Function<DocumentBuilder, T> use) {
    DocumentBuilder builder = take();
    T result = use.apply(builder);
    give(builder);
    return result;
  }

  private DocumentBuilder take() {
    DocumentBuilder builder = idle.poll();
    return builder == null ? make() : builder;
  }

  private void give(DocumentBuilder builder) {
    if (idle.size() < MAX_KEPT) {
      idle.add(builder);
    }
  }

  private DocumentBuilder make() {
    try {
      DocumentBuilder builder;
      synchronized (factory) {
        builder = factory.newDocumentBuilder();
      }
      builder.setErrorHandler(new Silent());
      builder.setEntityResolver(
          (publicId, systemId) -> {
            throw new SAXException("external entity");
          });
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser cannot be hardened", e);
    }
  }

  private static DocumentBuilderFactory hardened() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser cannot be hardened", e);
    }
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(XmlScan.MAX_DEPTH));
    factory.setAttribute("jdk.xml.elementAttributeLimit", Integer.toString(XmlScan.MAX_ATTRIBUTES));
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setValidating(false);
    return factory;
  }

  /** Throws, and never prints to the console as the default handler does. */
  private static final class Silent implements ErrorHandler {

    @Override
    public void warning(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
