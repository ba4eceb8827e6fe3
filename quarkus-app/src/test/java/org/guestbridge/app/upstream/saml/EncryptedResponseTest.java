package org.guestbridge.app.upstream.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.guestbridge.app.upstream.saml.Messages.assertion;
import static org.guestbridge.app.upstream.saml.Messages.form;
import static org.guestbridge.app.upstream.saml.Messages.response;
import static org.guestbridge.app.upstream.saml.Messages.signed;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions encrypted for the broker: two ways in, one code for every way that is none. */
class EncryptedResponseTest {

  private static final PrivateKey KEY = Upstreams.IDP.privateKey();
  private static final PublicKey OURS = Upstreams.BROKER.certificate().getPublicKey();
  private static final PublicKey THEIRS = Upstreams.NEXT.certificate().getPublicKey();
  private static final String SIGNED = signedAssertion();
  private static final Optional<String> NONE = Optional.empty();

  private static String signedAssertion() {
    String xml = signed(response(assertion()), "_assertion", KEY);
    String end = "</Assertion>";
    return xml.substring(xml.indexOf("<Assertion"), xml.indexOf(end) + end.length());
  }

  private static void complete(SamlConnection connection, String content) throws RefusalException {
    connection.complete(ResponseForm.read(form(response(content))), Upstreams.pending(false));
  }

  private static RefusalException refusal(String content) {
    return catchThrowableOfType(RefusalException.class, () -> complete(Upstreams.entra(), content));
  }

  private static Sealed usual() {
    return Sealed.usual(SIGNED, OURS);
  }

  static Stream<Arguments> allowed() {
    return Stream.of(Sealed.AES128_GCM, Sealed.AES256_GCM)
        .flatMap(
            content ->
                Stream.of(
                    Arguments.of(content, Sealed.OAEP, NONE, NONE),
                    Arguments.of(content, Sealed.OAEP, Optional.of(Sealed.SHA1), NONE),
                    Arguments.of(content, Sealed.OAEP, Optional.of(Sealed.SHA256), NONE),
                    Arguments.of(
                        content,
                        Sealed.OAEP_11,
                        Optional.of(Sealed.SHA256),
                        Optional.of(Sealed.MASK_SHA256))));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void completeWhenTheAlgorithmsAreAllowedThenAccepted(
      String content, String transport, Optional<String> digest, Optional<String> mask)
      throws RefusalException {
    complete(Upstreams.entra(), Sealed.of(SIGNED, OURS, content, transport, digest, mask).xml());
  }

  static Stream<Arguments> refused() {
    Optional<String> sha256 = Optional.of(Sealed.SHA256);
    Optional<String> mask = Optional.of(Sealed.MASK_SHA256);
    Sealed usual = usual();
    byte[] short16 = new byte[16];
    return Stream.of(
        Arguments.of(
            "PKCS#1 1.5",
            Sealed.of(SIGNED, OURS, Sealed.AES256_GCM, Sealed.XENC + "rsa-1_5", NONE, NONE)),
        Arguments.of(
            "AES-128-CBC",
            Sealed.of(SIGNED, OURS, Sealed.XENC + "aes128-cbc", Sealed.OAEP_11, sha256, mask)),
        Arguments.of(
            "AES-256-CBC",
            Sealed.of(SIGNED, OURS, Sealed.XENC + "aes256-cbc", Sealed.OAEP_11, sha256, mask)),
        Arguments.of(
            "AES-192-GCM",
            Sealed.of(SIGNED, OURS, Sealed.XENC11 + "aes192-gcm", Sealed.OAEP_11, sha256, mask)),
        Arguments.of(
            "mask SHA-1 in the form of 1.1",
            Sealed.of(
                SIGNED,
                OURS,
                Sealed.AES256_GCM,
                Sealed.OAEP_11,
                sha256,
                Optional.of(Sealed.MASK_SHA1))),
        Arguments.of(
            "no mask in the form of 1.1",
            Sealed.of(SIGNED, OURS, Sealed.AES256_GCM, Sealed.OAEP_11, sha256, NONE)),
        Arguments.of(
            "mask in the form of 1.0",
            Sealed.of(SIGNED, OURS, Sealed.AES256_GCM, Sealed.OAEP, sha256, mask)),
        Arguments.of(
            "a shorter key than named",
            Sealed.of(SIGNED, OURS, Sealed.AES256_GCM, Sealed.OAEP_11, sha256, mask, short16)),
        Arguments.of("named as 128", usual.named(Sealed.AES128_GCM, Sealed.OAEP_11)),
        Arguments.of("named as CBC", usual.named(Sealed.XENC + "aes256-cbc", Sealed.OAEP_11)),
        Arguments.of("named as 1.5", usual.named(Sealed.AES256_GCM, Sealed.XENC + "rsa-1_5")),
        Arguments.of("another's key", Sealed.usual(SIGNED, THEIRS)),
        Arguments.of("nonce", usual.withDataTurned(0)),
        Arguments.of("ciphertext", usual.withDataTurned(40)),
        Arguments.of("tag", usual.withDataTurned(-1)),
        Arguments.of("wrapped key", usual.withKeyTurned(0)),
        Arguments.of("wrapped key, last byte", usual.withKeyTurned(-1)),
        Arguments.of("wrapped key cut", usual.withWrapped(new byte[8])),
        Arguments.of("no ciphertext", usual.withData(new byte[28])),
        Arguments.of("almost nothing", usual.withData(new byte[1])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void completeWhenItCannotBeOpenedThenOneCodeAndOneDetail(String what, Sealed sealed) {
    RefusalException refusal = refusal(sealed.xml());

    assertThat(refusal.code()).isEqualTo(Code.RESPONSE_DECRYPTION);
    assertThat(refusal.detail()).isEqualTo(refusal(usual().withDataTurned(-1).xml()).detail());
  }

  static Stream<Arguments> forms() {
    Sealed usual = usual();
    String xml = usual.xml();
    String wrapped = xml.substring(xml.indexOf("<ds:KeyInfo>"), xml.indexOf("</ds:KeyInfo>") + 13);
    String reference = "<xenc:CipherReference URI=\"http://127.0.0.1:1/x\"/>";
    return Stream.of(
        Arguments.of("two keys", xml.replace("</ds:KeyInfo>", usual.key() + "</ds:KeyInfo>")),
        Arguments.of(
            "retrieval beside the key",
            xml.replace("<ds:KeyInfo>", "<ds:KeyInfo><ds:RetrievalMethod URI=\"#_k\"/>")),
        Arguments.of(
            "retrieval instead of the key",
            xml.replace(
                wrapped,
                "<ds:KeyInfo><ds:RetrievalMethod URI=\"http://127.0.0.1:1/k\"/></ds:KeyInfo>")),
        Arguments.of("no key", xml.replace(wrapped, "")),
        Arguments.of(
            "key beside the data",
            xml.replace(wrapped, "")
                .replace("</xenc:EncryptedData>", "</xenc:EncryptedData>" + usual.key())),
        Arguments.of(
            "content by reference",
            xml.replaceFirst("(?s)(.*)<xenc:CipherValue>.*?</xenc:CipherValue>", "$1" + reference)),
        Arguments.of(
            "key by reference",
            xml.replaceFirst("<xenc:CipherValue>[^<]*</xenc:CipherValue>", reference)),
        Arguments.of("content of an element", xml.replace("#Element\"", "#Content\"")),
        Arguments.of(
            "parameters of OAEP",
            xml.replace(
                "<ds:DigestMethod", "<xenc:OAEPparams>AAAA</xenc:OAEPparams><ds:DigestMethod")),
        Arguments.of(
            "properties",
            xml.replace(
                "</xenc:EncryptedData>", "<xenc:EncryptionProperties/></xenc:EncryptedData>")),
        Arguments.of("two of them", xml + xml),
        Arguments.of("one of each", SIGNED + xml));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void completeWhenTheFormIsNotTheOneThenRefusedBeforeAnyKeyIsUsed(String what, String content)
      throws RefusalException {
    assertThat(refusal(content).code()).isEqualTo(Code.RESPONSE_INVALID);
    complete(Upstreams.entra(), usual().xml());
  }

  @Test
  void completeWhenNotConfiguredThenRefusedAndPlainGoesOn() throws RefusalException {
    SamlUpstream with =
        Upstreams.upstream(Upstreams.ENTRA, Upstreams.pinned(Upstreams.IDP.certificate()), false);
    SamlConnection without =
        Upstreams.connection(
            new SamlUpstream(
                with.name(),
                with.kind(),
                with.entityId(),
                with.trust(),
                false,
                Optional.empty(),
                false,
                false,
                with.changedHuman(),
                with.homeRealm()),
            Upstreams.clock());

    RefusalException refusal =
        catchThrowableOfType(RefusalException.class, () -> complete(without, usual().xml()));
    assertThat(refusal.code()).isEqualTo(Code.RESPONSE_ENCRYPTED);
    complete(without, SIGNED);
    assertThat(without.ownMetadata().orElseThrow()).doesNotContain("use=\"encryption\"");
  }

  @Test
  void completeWhenEncryptedThenStillSignedAndStillChecked() {
    assertThat(refusal(Sealed.usual(assertion(), OURS).xml()).code())
        .isEqualTo(Code.RESPONSE_UNSIGNED);
    assertThat(refusal(Sealed.usual(SIGNED.replace(">g1<", ">g9<"), OURS).xml()).code())
        .isEqualTo(Code.RESPONSE_SIGNATURE);
    assertThat(refusal(Sealed.usual("<Other/>", OURS).xml()).code())
        .isEqualTo(Code.RESPONSE_INVALID);
    assertThat(refusal(Sealed.usual(usual().xml(), OURS).xml()).code())
        .isEqualTo(Code.RESPONSE_INVALID);
    assertThat(refusal(Sealed.usual("<!DOCTYPE a [<!ENTITY b 'c'>]>" + SIGNED, OURS).xml()).code())
        .isEqualTo(Code.XML_FORBIDDEN);
  }

  @Test
  void completeWhenTheResponseAroundItIsSignedThenWhatIsInsideNeedsNoSignature()
      throws RefusalException {
    String whole = signed(response(Sealed.usual(assertion(), OURS).xml()), "_response", KEY);
    assertThat(Upstreams.entra().complete(ResponseForm.read(form(whole)), Upstreams.pending(false)))
        .isNotNull();
    String other = Sealed.usual(assertion().replace("b7d0", "0000"), OURS).xml();
    String swapped = whole.replaceFirst("(?s)<EncryptedAssertion.*</EncryptedAssertion>", other);
    RefusalException refusal =
        catchThrowableOfType(
            RefusalException.class,
            () ->
                Upstreams.entra()
                    .complete(ResponseForm.read(form(swapped)), Upstreams.pending(false)));
    assertThat(refusal.code()).isEqualTo(Code.RESPONSE_SIGNATURE);
  }
}
