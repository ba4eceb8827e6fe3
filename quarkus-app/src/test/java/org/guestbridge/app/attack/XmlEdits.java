package org.guestbridge.app.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits of any XML document, at the level of its text: named {@code xml-…} in the catalogue. */
public final class XmlEdits {

  private static final Pattern ROOT = Pattern.compile("<[A-Za-z_][^\\s/>]*");
  private static final Pattern FIRST_TEXT = Pattern.compile(">([^<>\\s][^<>]{3,})<");

  private XmlEdits() {}

  /** Whether the case is one of these. */
  public static boolean knows(AttackCase attack) {
    return attack.edit().startsWith("xml-");
  }

  /**
   * The bytes of the edited document.
   *
   * @param xml a document without an XML declaration
   */
  public static byte[] apply(AttackCase attack, String xml) {
    return switch (attack.edit()) {
      case "xml-bytes" -> withBytes(xml, HexFormat.of().parseHex(attack.value()));
      case "xml-encoded" -> encoded(xml, attack.value());
      default -> text(attack, xml).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String text(AttackCase attack, String xml) {
    return switch (attack.edit()) {
      case "xml-before" -> filled(attack, xml) + xml;
      case "xml-after" -> xml + filled(attack, xml);
      case "xml-inside" -> inserted(xml, afterRootTag(xml), filled(attack, xml));
      case "xml-in-tag" -> inserted(xml, rootName(xml).end(), " " + filled(attack, xml));
      case "xml-in-text" -> inTheText(xml, filled(attack, xml));
      case "xml-replace" -> replaced(xml, attack.text("from"), Canary.in(attack.text("to")));
      case "xml-nested" ->
          inserted(
              xml,
              afterRootTag(xml),
              "<a>".repeat(attack.number("value")) + "</a>".repeat(attack.number("value")));
      case "xml-siblings" ->
          inserted(xml, afterRootTag(xml), "<a/>".repeat(attack.number("value")));
      case "xml-attributes" ->
          inserted(xml, rootName(xml).end(), attributes(attack.number("value"), "a"));
      case "xml-colliding-attributes" ->
          inserted(xml, rootName(xml).end(), colliding(attack.number("value")));
      case "xml-long-text" -> inTheText(xml, "x".repeat(attack.number("value")));
      case "xml-long-name" ->
          inserted(xml, afterRootTag(xml), "<" + "n".repeat(attack.number("value")) + "/>");
      default -> throw new IllegalArgumentException("no such edit: " + attack);
    };
  }

  /** {@code %root%} stands for the root's name, {@code %canary%} for a listener of the test. */
  private static String filled(AttackCase attack, String xml) {
    return Canary.in(attack.value()).replace("%root%", rootName(xml).group().substring(1));
  }

  private static String inTheText(String xml, String piece) {
    Matcher text = FIRST_TEXT.matcher(xml);
    if (!text.find()) {
      throw new IllegalArgumentException("no text to edit");
    }
    return inserted(xml, text.start(1) + 2, piece);
  }

  private static String attributes(int count, String prefix) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append(' ').append(prefix).append(i).append("=\"\"");
    }
    return attributes.toString();
  }

  /** Names that share one {@link String#hashCode()}. */
  private static String colliding(int bits) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 1 << bits; i++) {
      attributes.append(' ');
      for (int bit = 0; bit < bits; bit++) {
        attributes.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      attributes.append("=\"\"");
    }
    return attributes.toString();
  }

  private static byte[] withBytes(String xml, byte[] piece) {
    int at = afterRootTag(xml);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(xml.substring(0, at).getBytes(StandardCharsets.UTF_8));
    out.writeBytes(piece);
    out.writeBytes(xml.substring(at).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] encoded(String xml, String charset) {
    String declared = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?>" + xml;
    boolean known =
        !charset.toUpperCase(Locale.ROOT).equals("UTF-7") && Charset.isSupported(charset);
    return declared.getBytes(known ? Charset.forName(charset) : StandardCharsets.US_ASCII);
  }

  static String replaced(String xml, String from, String to) {
    int at = xml.indexOf(from);
    if (at < 0) {
      throw new IllegalArgumentException("nothing to replace: " + from);
    }
    return xml.substring(0, at) + to + xml.substring(at + from.length());
  }

  private static String inserted(String xml, int at, String piece) {
    return xml.substring(0, at) + piece + xml.substring(at);
  }

  private static Matcher rootName(String xml) {
    Matcher root = ROOT.matcher(xml);
    if (!root.find()) {
      throw new IllegalArgumentException("no root element");
    }
    return root;
  }

  private static int afterRootTag(String xml) {
    return xml.indexOf('>', rootName(xml).end()) + 1;
  }
}
