package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.DSIG;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.RefusalException;

/**
 * The positive grammar of a Response (SAML core 3.2.2, 3.3.3): Issuer, Signature, Status, then
 * exactly one Assertion or EncryptedAssertion, each in its place. Extensions and StatusDetail are
 * refused beside a success. A response that is no success is read up to its status code.
 */
final class ResponseGrammar {

  private static final Set<String> ROOT_ATTRIBUTES =
      Set.of("ID", "Version", "IssueInstant", "Destination", "Consent", "InResponseTo");

  private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
  private static final Pattern STATUS =
      Pattern.compile("urn:oasis:names:tc:SAML:2\\.0:status:([A-Za-z]{1,40})");
  private static final Pattern ENTRA_ERROR = Pattern.compile("\\bAADSTS[0-9]{1,9}\\b");

  private final XmlElement root;
  private final ChildCursor children;
  private final ResponseMessage message;
  private final Optional<XmlElement> signature;
  private final Optional<XmlElement> assertion;
  private final Optional<EncryptedAssertion> encrypted;
  private final Set<String> ids = new HashSet<>();

  private ResponseGrammar(XmlElement root) throws RefusalException {
    if (!root.is(PROTOCOL, "Response")) {
      throw AuthnRequestGrammar.invalid("the root is not a Response");
    }
    ElementRules.onlyAttributes(root, ROOT_ATTRIBUTES);
    this.root = root;
    this.children = new ChildCursor(root);
    Optional<XmlElement> issuer = children.next(ASSERTION, "Issuer");
    this.signature = children.next(DSIG, "Signature");
    XmlElement status =
        children
            .next(PROTOCOL, "Status")
            .orElseThrow(() -> AuthnRequestGrammar.invalid("Status is missing or misplaced"));
    XmlElement statusCode = statusCode(status);
    boolean success = statusCode.attribute("Value").orElse("").equals(SUCCESS);
    this.message =
        new ResponseMessage(
            AssertionGrammar.id(root),
            issueInstant(),
            issuer.isPresent()
                ? Optional.of(AssertionGrammar.issuer(issuer.get()))
                : Optional.empty(),
            root.attribute("Destination"),
            root.attribute("InResponseTo"),
            success,
            describe(status, statusCode));
    ids.add(message.id());
    if (success) {
      requirePlainSuccess(status);
      this.assertion = children.next(ASSERTION, "Assertion");
      this.encrypted = encryptedAssertion();
      children.end();
      if (assertion.isPresent() == encrypted.isPresent()) {
        throw AuthnRequestGrammar.invalid("there is not exactly one assertion");
      }
    } else {
      this.assertion = Optional.empty();
      this.encrypted = Optional.empty();
    }
  }

  static ResponseGrammar read(XmlElement root) throws RefusalException {
    return new ResponseGrammar(root);
  }

  ResponseMessage message() {
    return message;
  }

  Optional<XmlElement> signature() {
    return signature;
  }

  Optional<XmlElement> assertion() {
    return assertion;
  }

  Optional<EncryptedAssertion> encrypted() {
    return encrypted;
  }

  /** The IDs outside the assertion. */
  Set<String> ids() {
    return Set.copyOf(ids);
  }

  private Optional<EncryptedAssertion> encryptedAssertion() throws RefusalException {
    Optional<XmlElement> element = children.next(ASSERTION, "EncryptedAssertion");
    if (element.isEmpty()) {
      return Optional.empty();
    }
    EncryptedAssertion read = EncryptedAssertion.read(element.get());
    for (String id : read.ids()) {
      if (!ids.add(id)) {
        throw AuthnRequestGrammar.invalid("an ID stands twice");
      }
    }
    return Optional.of(read);
  }

  private Instant issueInstant() throws RefusalException {
    return AssertionGrammar.requiredInstant(root, "IssueInstant");
  }

  private static XmlElement statusCode(XmlElement status) throws RefusalException {
    ElementRules.onlyAttributes(status, Set.of());
    XmlElement code =
        new ChildCursor(status)
            .next(PROTOCOL, "StatusCode")
            .orElseThrow(() -> AuthnRequestGrammar.invalid("StatusCode is missing"));
    ElementRules.onlyAttributes(code, Set.of("Value"));
    return code;
  }

  private static void requirePlainSuccess(XmlElement status) throws RefusalException {
    ChildCursor parts = new ChildCursor(status);
    Optional<XmlElement> code = parts.next(PROTOCOL, "StatusCode");
    Optional<XmlElement> text = parts.next(PROTOCOL, "StatusMessage");
    parts.end();
    if (code.isPresent()) {
      ElementRules.requireEmpty(code.get());
    }
    if (text.isPresent()) {
      ElementRules.onlyAttributes(text.get(), Set.of());
      ElementRules.noChildren(text.get());
    }
  }

  /** Only names that the standard or Entra gives; a message may say anything of anybody. */
  private static String describe(XmlElement status, XmlElement code) {
    StringBuilder sentence = new StringBuilder("status " + known(code));
    for (XmlElement nested : code.children()) {
      if (nested.is(PROTOCOL, "StatusCode")) {
        sentence.append(", ").append(known(nested));
      }
    }
    for (XmlElement text : status.children()) {
      Matcher error = ENTRA_ERROR.matcher(text.text());
      if (error.find()) {
        sentence.append(", ").append(error.group());
      }
    }
    return sentence.toString();
  }

  private static String known(XmlElement code) {
    Matcher standard = STATUS.matcher(code.attribute("Value").orElse(""));
    return standard.matches() ? standard.group(1) : "of another vocabulary";
  }
}
