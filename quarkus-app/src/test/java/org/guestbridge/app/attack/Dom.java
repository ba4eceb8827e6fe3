package org.guestbridge.app.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Reads documents and writes edited ones, declaring whatever prefix an edit has orphaned. */
final class Dom {

  private Dom() {}

  /** Every element, in the order of the document. */
  static List<Element> elements(Document document) {
    NodeList found = document.getElementsByTagNameNS("*", "*");
    List<Element> elements = new ArrayList<>(found.getLength());
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** The first element of that name. */
  static Element first(Document document, String name) {
    return (Element) document.getElementsByTagNameNS("*", name).item(0);
  }

  static String write(Document document) {
    StringBuilder xml = new StringBuilder(8 * 1024);
    for (Node node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
      write(node, Map.of("xml", XMLConstants.XML_NS_URI, "", ""), xml);
    }
    return xml.toString();
  }

  private static void write(Node node, Map<String, String> scope, StringBuilder xml) {
    switch (node.getNodeType()) {
      case Node.ELEMENT_NODE -> write((Element) node, scope, xml);
      case Node.TEXT_NODE -> xml.append(escaped(node.getNodeValue()));
      case Node.CDATA_SECTION_NODE ->
          xml.append("<![CDATA[").append(node.getNodeValue()).append("]]>");
      case Node.COMMENT_NODE -> xml.append("<!--").append(node.getNodeValue()).append("-->");
      case Node.PROCESSING_INSTRUCTION_NODE ->
          xml.append("<?").append(node.getNodeName()).append(" x?>");
      default -> throw new IllegalArgumentException("a node of type " + node.getNodeType());
    }
  }

  private static void write(Element element, Map<String, String> outer, StringBuilder xml) {
    Map<String, String> scope = new TreeMap<>(outer);
    Map<String, String> written = new TreeMap<>();
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      written.put(attribute.getName(), attribute.getValue());
      if (attribute.getName().equals("xmlns")) {
        scope.put("", attribute.getValue());
      } else if (attribute.getName().startsWith("xmlns:")) {
        scope.put(attribute.getName().substring(6), attribute.getValue());
      }
    }
    declare(element, scope, written);
    for (int i = 0; i < attributes.getLength(); i++) {
      if (attributes.item(i).getPrefix() != null
          && !attributes.item(i).getNodeName().startsWith("xmlns")) {
        declare(attributes.item(i), scope, written);
      }
    }
    xml.append('<').append(element.getTagName());
    written.forEach(
        (name, value) ->
            xml.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value).replace("\"", "&quot;"))
                .append('"'));
    xml.append('>');
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      write(child, scope, xml);
    }
    xml.append("</").append(element.getTagName()).append('>');
  }

  private static void declare(Node node, Map<String, String> scope, Map<String, String> written) {
    String prefix = node.getPrefix() == null ? "" : node.getPrefix();
    String namespace = node.getNamespaceURI() == null ? "" : node.getNamespaceURI();
    if (!namespace.equals(scope.get(prefix))) {
      scope.put(prefix, namespace);
      written.put(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
