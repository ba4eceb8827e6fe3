package org.guestbridge.app.downstream.saml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guestbridge.app.fuzz.FuzzTarget;
import org.guestbridge.app.fuzz.Require;
import org.guestbridge.app.samlxml.XmlAttribute;
import org.guestbridge.app.samlxml.XmlElement;
import org.guestbridge.app.samlxml.XmlGate;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The gate to XML. What passes has no markup but elements, is bounded, and shows every node that it
 * holds.
 */
public final class XmlFuzz implements FuzzTarget {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 2_000;

  private final XmlGate gate = new XmlGate();
  private int elements;

  @Override
  public List<byte[]> seeds() throws Exception {
    List<byte[]> seeds = new ArrayList<>(new AuthnRequestFuzz().seeds());
    seeds.addAll(
        Require.seeds(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b='&lt;&#65;&amp;'>x&gt;<c/></a>",
            "<a xmlns='urn:a' xmlns:b='urn:b'><b:c b:d='1' d='2'/> text </a>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>",
            "<a><!-- x --><?y z?><![CDATA[w]]></a>",
            "<?xml version='1.1'?><a/>",
            "<a><b></a></b>",
            "<a>".repeat(MAX_DEPTH) + "</a>".repeat(MAX_DEPTH),
            "<a>".repeat(MAX_DEPTH + 1) + "</a>".repeat(MAX_DEPTH + 1),
            "<a>\u0000</a>",
            "<a/><b/>",
            "<a xml:lang='de' xml:base='http://example.com/'/>"));
    return seeds;
  }

  @Override
  public void read(byte[] input) throws Exception {
    XmlElement root;
    try {
      root = gate.parse(input);
    } catch (RefusalException refused) {
      throw Require.documented(
          refused, Code.SAML_REQUEST_OVERSIZED, Code.XML_FORBIDDEN, Code.XML_MALFORMED);
    }
    String text = new String(input, StandardCharsets.UTF_8);
    Require.that(text.indexOf("<!") < 0 && text.indexOf("<?", 1) < 0, "no markup but elements");
    Require.that(input.length <= XmlGate.MAX_BYTES, "the document is within its limit");
    elements = 0;
    walk(root, 1);
  }

  private void walk(XmlElement element, int depth) {
    elements++;
    Require.that(depth <= MAX_DEPTH && elements <= MAX_ELEMENTS, "the tree is bounded");
    Require.that(!element.name().isEmpty(), "an element has a name");
    Require.that(element.is(element.namespace(), element.name()), "an element is what it says");
    Require.that(element.text().indexOf('\u0000') < 0, "text is XML text");
    Set<List<String>> names = new HashSet<>();
    for (XmlAttribute attribute : element.attributes()) {
      Require.that(!attribute.name().isEmpty(), "attributes have names");
      Require.that(
          names.add(List.of(attribute.namespace(), attribute.name())), "attributes differ");
    }
    element.children().forEach(child -> walk(child, depth + 1));
  }
}
