package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.app.samlxml.AuthnRequestMessage.NameIdPolicy;
import org.guestbridge.app.samlxml.AuthnRequestMessage.RequestedContext;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * The positive grammar of an AuthnRequest: the elements and attributes listed here, in the order of
 * the schema (SAML core 3.2.1, 3.4.1), and nothing else. Extensions, Conditions and Scoping are
 * refused, because the broker would have to honour them.
 */
final class AuthnRequestGrammar {

  private static final Set<String> ROOT_ATTRIBUTES =
      Set.of(
          "ID",
          "Version",
          "IssueInstant",
          "Destination",
          "Consent",
          "ForceAuthn",
          "IsPassive",
          "AssertionConsumerServiceIndex",
          "AssertionConsumerServiceURL",
          "ProtocolBinding",
          "AttributeConsumingServiceIndex",
          "ProviderName");

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,5}");
  private static final Set<String> COMPARISONS = Set.of("exact", "minimum", "maximum", "better");

  private final XmlElement root;
  private final ChildCursor children;
  private final AuthnRequestMessage message;
  private final RequestHeader header;

  private AuthnRequestGrammar(XmlElement root) throws RefusalException {
    if (!root.is(PROTOCOL, "AuthnRequest")) {
      throw invalid("the root is not an AuthnRequest");
    }
    ElementRules.onlyAttributes(root, ROOT_ATTRIBUTES);
    this.root = root;
    this.children = new ChildCursor(root);
    this.header = RequestHeader.read(root, children);
    boolean namesSubject = subject();
    Optional<NameIdPolicy> policy = nameIdPolicy();
    Optional<RequestedContext> context = context();
    children.end();
    this.message =
        new AuthnRequestMessage(
            header.id(),
            header.issueInstant(),
            header.issuer(),
            header.destination(),
            flag("ForceAuthn"),
            flag("IsPassive"),
            root.attribute("AssertionConsumerServiceURL"),
            acsIndex(),
            root.attribute("ProtocolBinding"),
            namesSubject,
            policy,
            context);
  }

  static AuthnRequestGrammar read(XmlElement root) throws RefusalException {
    return new AuthnRequestGrammar(root);
  }

  AuthnRequestMessage message() {
    return message;
  }

  Optional<XmlElement> signature() {
    return header.signature();
  }

  static RefusalException invalid(String detail) {
    return new RefusalException(Code.SAML_REQUEST_INVALID, detail);
  }

  private boolean subject() throws RefusalException {
    Optional<XmlElement> subject = children.next(ASSERTION, "Subject");
    if (subject.isPresent()) {
      ElementRules.onlyNamespaceBelow(subject.get(), ASSERTION);
    }
    return subject.isPresent();
  }

  private Optional<NameIdPolicy> nameIdPolicy() throws RefusalException {
    Optional<XmlElement> found = children.next(PROTOCOL, "NameIDPolicy");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    XmlElement policy = found.get();
    ElementRules.onlyAttributes(policy, Set.of("Format", "SPNameQualifier", "AllowCreate"));
    ElementRules.requireEmpty(policy);
    ElementRules.flag(policy, "AllowCreate");
    return Optional.of(
        new NameIdPolicy(policy.attribute("Format"), policy.attribute("SPNameQualifier")));
  }

  private Optional<RequestedContext> context() throws RefusalException {
    Optional<XmlElement> found = children.next(PROTOCOL, "RequestedAuthnContext");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ElementRules.onlyAttributes(found.get(), Set.of("Comparison"));
    String comparison = found.get().attribute("Comparison").orElse("exact");
    if (!COMPARISONS.contains(comparison)) {
      throw invalid("RequestedAuthnContext has an unknown Comparison");
    }
    ChildCursor references = new ChildCursor(found.get());
    List<String> classes = references.texts(ASSERTION, "AuthnContextClassRef");
    List<String> declarations =
        classes.isEmpty() ? references.texts(ASSERTION, "AuthnContextDeclRef") : List.of();
    references.end();
    if (classes.isEmpty() && declarations.isEmpty()) {
      throw invalid("RequestedAuthnContext is empty");
    }
    return Optional.of(new RequestedContext(comparison, classes, !declarations.isEmpty()));
  }

  private boolean flag(String name) throws RefusalException {
    return ElementRules.flag(root, name);
  }

  private OptionalInt acsIndex() throws RefusalException {
    Optional<String> index = root.attribute("AssertionConsumerServiceIndex");
    if (index.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!INDEX.matcher(index.get()).matches()) {
      throw invalid("AssertionConsumerServiceIndex is not a number");
    }
    return OptionalInt.of(Integer.parseInt(index.get()));
  }
}
