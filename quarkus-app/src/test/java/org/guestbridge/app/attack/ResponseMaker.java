package org.guestbridge.app.attack;

import static org.guestbridge.app.attack.XmlEdits.replaced;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.guestbridge.app.samlxml.JdkXml;
import org.guestbridge.app.upstream.saml.Messages;
import org.guestbridge.app.upstream.saml.Upstreams;
import org.guestbridge.simulators.saml.AssertionEncryption;
import org.guestbridge.simulators.saml.EncryptionTarget;
import org.w3c.dom.Document;

/**
 * Makes the posted form of a response. Every case may say what is {@code signed}: the assertion,
 * which is the default, the response, or both; and which {@code connection} it is sent to.
 */
final class ResponseMaker {

  private static final PrivateKey KEY = Upstreams.IDP.privateKey();
  private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
  private static final String IN_RESPONSE_TO = " InResponseTo=\"" + Messages.REQUEST + "\"";
  private static final Set<String> OF_THE_FORM = Set.of("form", "form-append", "form-encoding");

  private ResponseMaker() {}

  /** The form that the case sends. */
  static String form(AttackCase attack) throws GeneralSecurityException {
    if (XmlEdits.knows(attack)) {
      return form(XmlEdits.apply(attack, valid(attack)));
    }
    if (OF_THE_FORM.contains(attack.edit())) {
      return editedForm(attack);
    }
    return form(xml(attack).getBytes(StandardCharsets.UTF_8));
  }

  /** The form of the valid message that it was made from. */
  static String twin(AttackCase attack) throws GeneralSecurityException {
    String xml =
        switch (attack.edit()) {
          case "signature" -> SignatureRecipe.valid(attack).sign(attack, plain(attack));
          case "encrypted" -> encrypted(valid(attack));
          default -> valid(attack);
        };
    return form(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static String xml(AttackCase attack) throws GeneralSecurityException {
    return switch (attack.edit()) {
      case "valid", "replay" -> valid(attack);
      case "replay-in-another" -> replaced(valid(attack), "ID=\"_response\"", "ID=\"_another\"");
      case "says" -> signed(attack, said(attack));
      case "tamper" -> edited(valid(attack), attack);
      case "unsigned" -> Messages.response(plain(attack));
      case "wrap" -> SignatureWrapping.wrap(valid(attack), attack);
      case "smuggle" -> SignatureWrapping.smuggle(valid(attack), attack);
      case "second-signature" -> SignatureWrapping.secondSignature(valid(attack), attack);
      case "second-signed-info" -> SignatureWrapping.secondSignedInfo(valid(attack), attack);
      case "moved-signature" -> SignatureWrapping.moved(valid(attack), attack);
      case "signature" -> SignatureRecipe.of(attack).sign(attack, edited(plain(attack), attack));
      case "signed-by" -> signedBy(attack);
      case "error" -> error(attack);
      case "encrypted" -> edited(encrypted(inner(attack)), attack);
      default -> throw new IllegalArgumentException("no such edit: " + attack);
    };
  }

  private static String valid(AttackCase attack) {
    return signed(attack, Messages.response(plain(attack)));
  }

  /** The assertion as the connection of the case takes it. */
  private static String plain(AttackCase attack) {
    return switch (attack.text("connection", "")) {
      case "generic" ->
          Messages.assertion()
              .replace(
                  "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                  "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
      case "unsolicited" -> Messages.assertion().replace(IN_RESPONSE_TO, "");
      default -> Messages.assertion();
    };
  }

  private static String signed(AttackCase attack, String response) {
    String xml =
        attack.text("connection", "").equals("unsolicited")
            ? replaced(response, IN_RESPONSE_TO, "")
            : response;
    return switch (attack.text("signed", "assertion")) {
      case "assertion" -> Messages.signed(xml, "_assertion", KEY);
      case "response" -> Messages.signed(xml, "_response", KEY);
      case "both" -> Messages.signed(Messages.signed(xml, "_assertion", KEY), "_response", KEY);
      default -> throw new IllegalArgumentException(attack.toString());
    };
  }

  /** What an identity provider that says something else would sign. */
  private static String said(AttackCase attack) {
    return attack.text("of", "assertion").equals("assertion")
        ? Messages.response(edited(plain(attack), attack))
        : edited(Messages.response("#"), attack).replace("#", plain(attack));
  }

  private static String signedBy(AttackCase attack) throws GeneralSecurityException {
    String response = Messages.response(plain(attack));
    PrivateKey stranger = Upstreams.NEXT.privateKey();
    return switch (attack.value()) {
      case "stranger-then-provider" ->
          Messages.signed(Messages.signed(response, "_assertion", stranger), "_response", KEY);
      case "provider-then-stranger" ->
          Messages.signed(Messages.signed(response, "_assertion", KEY), "_response", stranger);
      case "weak-assertion-in-strong-response" ->
          Messages.signed(
              Messages.signed(
                  response, "_assertion", KEY, HandmadeSignature.DSIG + "rsa-sha1", List.of()),
              "_response",
              KEY);
      default -> throw new IllegalArgumentException(attack.toString());
    };
  }

  /** A genuine message that nobody was signed in, made to look like one that somebody was. */
  private static String error(AttackCase attack) {
    String status = "urn:oasis:names:tc:SAML:2.0:status:Responder";
    String error =
        Messages.signed(Messages.response("").replace(SUCCESS, status), "_response", KEY);
    String assertion = Messages.assertion();
    return switch (attack.value()) {
      case "assertion-added" ->
          replaced(error, "</samlp:Response>", assertion + "</samlp:Response>");
      case "assertion-and-success-added" ->
          replaced(error, "</samlp:Response>", assertion + "</samlp:Response>")
              .replace(status, SUCCESS);
      case "assertion-in-detail" ->
          replaced(
              error,
              "</samlp:Status>",
              "<samlp:StatusDetail>" + assertion + "</samlp:StatusDetail></samlp:Status>");
      case "assertion-signed-along" ->
          Messages.signed(Messages.response(assertion).replace(SUCCESS, status), "_response", KEY);
      default -> throw new IllegalArgumentException(attack.toString());
    };
  }

  private static String inner(AttackCase attack) {
    return attack.text("inner", "signed").equals("signed")
        ? valid(attack)
        : Messages.response(plain(attack));
  }

  private static String encrypted(String response) {
    Document document = JdkXml.parse(response);
    AssertionEncryption.encrypt(
        Dom.first(document, "Assertion"), EncryptionTarget.of(Upstreams.BROKER.certificate()));
    return Dom.write(document);
  }

  private static String edited(String xml, AttackCase attack) {
    return attack.with().containsKey("from")
        ? replaced(xml, told(attack.text("from")), Canary.in(told(attack.text("to"))))
        : xml;
  }

  /** Names that a case may use for what the builders make. */
  private static String told(String text) {
    return text.replace("%acs%", Messages.ACS)
        .replace("%audience%", Messages.AUDIENCE)
        .replace("%issuer%", Messages.ISSUER)
        .replace("%request%", Messages.REQUEST)
        .replace("%forged%", Messages.assertion().replace("b7d0a0e2", "00000000"));
  }

  private static String editedForm(AttackCase attack) {
    String form = form(valid(attack).getBytes(StandardCharsets.UTF_8));
    String response = form.substring("SAMLResponse=".length(), form.indexOf('&'));
    return switch (attack.edit()) {
      case "form" -> replaced(form, attack.text("from"), attack.text("to"));
      case "form-append" -> form + attack.value().replace("%response%", response);
      default -> "SAMLResponse=" + encoded(attack.value(), response) + "&RelayState=s1";
    };
  }

  private static String encoded(String how, String response) {
    return switch (how) {
      case "line-breaks" -> response.substring(0, 76) + "%0D%0A" + response.substring(76);
      case "space" -> response.substring(0, 8) + "+" + response.substring(8);
      case "junk" -> response.substring(0, 8) + "%21" + response.substring(8);
      case "junk-after" -> response + "%21";
      case "data-after-padding" -> response + "%3DAAAA";
      case "url-safe" -> "-_-_" + response;
      case "no-padding" -> response + "A";
      case "escaped-twice" -> response.replace("%", "%25") + "%253D";
      case "null-character" -> response + "%00";
      case "empty" -> "";
      case "broken-escape" -> response + "%zz";
      default -> throw new IllegalArgumentException(how);
    };
  }

  /** The form that posts that response. */
  static String form(byte[] xml) {
    String encoded = Base64.getEncoder().encodeToString(xml);
    return "SAMLResponse=" + URLEncoder.encode(encoded, StandardCharsets.UTF_8) + "&RelayState=s1";
  }
}
