package org.guestbridge.app.samlxml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The JDK's XML, for the peers of tests, which share no library with the product. */
public final class JdkXml {

  private JdkXml() {}

  public static Document parse(String xml) {
    try {
      DocumentBuilderFactory builders = DocumentBuilderFactory.newDefaultInstance();
      builders.setNamespaceAware(true);
      return builders
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException failure) {
      throw new IllegalArgumentException("the test's own XML is malformed", failure);
    }
  }

  public static String text(Document document) {
    StringWriter out = new StringWriter();
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(document), new StreamResult(out));
    } catch (TransformerException failure) {
      throw new IllegalStateException(failure);
    }
    // The JDK ends lines of base64 with a carriage return, which must stay a plain line end.
    return out.toString().replace("&#13;", "");
  }
}
