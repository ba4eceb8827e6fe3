package org.guestbridge.simulators.saml.idp;

import java.util.Optional;
import org.guestbridge.simulators.saml.Saml;
import org.guestbridge.simulators.saml.SamlRefusal;
import org.guestbridge.simulators.saml.SamlRefused;
import org.w3c.dom.Element;

/**
 * An authentication request as it was read; nothing in it is believed before it is compared with
 * the registered service provider.
 */
public record AuthnRequest(
    String id,
    String issuer,
    Optional<String> destination,
    Optional<String> assertionConsumer,
    Optional<Integer> assertionConsumerIndex,
    Optional<String> protocolBinding,
    boolean forceAuthn,
    boolean passive,
    Optional<String> nameIdFormat,
    Optional<String> spNameQualifier,
    Optional<String> contextComparison,
    boolean namesSubject) {

  static AuthnRequest read(Element root) throws SamlRefused {
    if (!Saml.attribute(root, "Version").equals(Optional.of("2.0"))) {
      throw new SamlRefused(SamlRefusal.WRONG_VERSION, root.getAttribute("Version"));
    }
    String id = root.getAttribute("ID");
    if (id.isEmpty() || !root.hasAttribute("IssueInstant")) {
      throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, "no ID or no IssueInstant");
    }
    Optional<Element> policy = Saml.child(root, Saml.PROTOCOL, "NameIDPolicy");
    return new AuthnRequest(
        id,
        Saml.text(Saml.required(root, Saml.ASSERTION, "Issuer")),
        Saml.attribute(root, "Destination"),
        Saml.attribute(root, "AssertionConsumerServiceURL"),
        index(root),
        Saml.attribute(root, "ProtocolBinding"),
        bool(root, "ForceAuthn"),
        bool(root, "IsPassive"),
        policy.flatMap(element -> Saml.attribute(element, "Format")),
        policy.flatMap(element -> Saml.attribute(element, "SPNameQualifier")),
        Saml.child(root, Saml.PROTOCOL, "RequestedAuthnContext")
            .map(element -> Saml.attribute(element, "Comparison").orElse("exact")),
        Saml.child(root, Saml.ASSERTION, "Subject").isPresent());
  }

  private static Optional<Integer> index(Element root) throws SamlRefused {
    Optional<String> text = Saml.attribute(root, "AssertionConsumerServiceIndex");
    if (text.isPresent() && !text.get().matches("[0-9]{1,5}")) {
      throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, "AssertionConsumerServiceIndex");
    }
    return text.map(Integer::valueOf);
  }

  private static boolean bool(Element root, String name) throws SamlRefused {
    return switch (root.getAttribute(name)) {
      case "true", "1" -> true;
      case "", "false", "0" -> false;
      default -> throw new SamlRefused(SamlRefusal.WRONG_STRUCTURE, name + " is not a boolean");
    };
  }
}
