package org.guestbridge.app.samlxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that the parser behind the gate would read as others. */
class XmlGateTest {

  private final XmlGate gate = new XmlGate();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a ID='_1' :ID='_2'/>",
        "<a :ID='_1'/>",
        "<a\n:ID='_1'/>",
        "<a\t:ID='_1'/>",
        "<a\r:ID='_1'/>",
        "<a b='1':ID='_1'/>",
        "<a b=\"1\":ID='_1'/>",
        "<a :='1'/>",
        "<:a/>",
        "<:/>",
        "<a xmlns='urn:a'><:b/></a>"
      })
  void nameThatBeginsWithAColonIsForbidden(String xml) {
    RefusalException refused = assertThrows(RefusalException.class, () -> parse(xml));
    assertThat(refused.code()).isEqualTo(Code.XML_FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a ID='_1' xmlns:b='urn:b' b:ID=':_2'/>",
        "<b:a xmlns:b='urn:b'>:text</b:a>",
        "<a\nID=' :_1'/>"
      })
  void colonInsideANameValueOrTextIsFine(String xml) throws Exception {
    assertThat(parse(xml).name()).isEqualTo("a");
    assertThat(parse(xml).attributes()).allMatch(attribute -> attribute.name().equals("ID"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void anotherEncodingThanUtf8IsMalformed(String encoding) throws Exception {
    byte[] xml = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".getBytes(Charset.forName(encoding));
    RefusalException refused = assertThrows(RefusalException.class, () -> gate.parse(xml));
    assertThat(refused.code()).isEqualTo(Code.XML_MALFORMED);
    byte[] plain = "<a/>".getBytes(Charset.forName(encoding));
    assertThat(assertThrows(RefusalException.class, () -> gate.parse(plain)).code())
        .isEqualTo(Code.XML_MALFORMED);
    assertThat(parse("<a/>").name()).isEqualTo("a");
  }

  private XmlElement parse(String xml) throws RefusalException {
    return gate.parse(xml.getBytes(StandardCharsets.UTF_8));
  }
}
