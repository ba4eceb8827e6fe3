package org.guestbridge.app.samlxml;

import static org.guestbridge.app.samlxml.SamlNames.ASSERTION;
import static org.guestbridge.app.samlxml.SamlNames.PROTOCOL;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.RefusalException;

/**
 * The positive grammar of a LogoutRequest (SAML core 3.7.1): the elements and attributes listed
 * here, in the order of the schema, and nothing else. The principal is a NameID in plain text: the
 * broker publishes no key that an EncryptedID could be made with.
 */
final class LogoutRequestGrammar {

  /** Longest NameID or SessionIndex accepted, in characters. */
  static final int MAX_NAME = 1_024;

  /** Most SessionIndex elements accepted. */
  static final int MAX_SESSIONS = 64;

  private static final Set<String> ROOT_ATTRIBUTES =
      Set.of("ID", "Version", "IssueInstant", "Destination", "Consent", "NotOnOrAfter", "Reason");

  private static final Set<String> NAME_ID_ATTRIBUTES =
      Set.of("Format", "NameQualifier", "SPNameQualifier", "SPProvidedID");

  private final LogoutRequestMessage message;
  private final Optional<XmlElement> signature;

  private LogoutRequestGrammar(XmlElement root) throws RefusalException {
    if (!root.is(PROTOCOL, "LogoutRequest")) {
      throw AuthnRequestGrammar.invalid("the root is not a LogoutRequest");
    }
    ElementRules.onlyAttributes(root, ROOT_ATTRIBUTES);
    ChildCursor children = new ChildCursor(root);
    RequestHeader header = RequestHeader.read(root, children);
    checkNameId(children);
    checkSessions(children.texts(PROTOCOL, "SessionIndex"));
    children.end();
    this.signature = header.signature();
    this.message =
        new LogoutRequestMessage(
            header.id(),
            header.issueInstant(),
            header.issuer(),
            header.destination(),
            RequestHeader.instant(root, "NotOnOrAfter"));
  }

  static LogoutRequestGrammar read(XmlElement root) throws RefusalException {
    return new LogoutRequestGrammar(root);
  }

  LogoutRequestMessage message() {
    return message;
  }

  Optional<XmlElement> signature() {
    return signature;
  }

  private static void checkNameId(ChildCursor children) throws RefusalException {
    XmlElement nameId =
        children
            .next(ASSERTION, "NameID")
            .orElseThrow(() -> AuthnRequestGrammar.invalid("NameID is missing"));
    ElementRules.onlyAttributes(nameId, NAME_ID_ATTRIBUTES);
    if (ElementRules.leafText(nameId).length() > MAX_NAME) {
      throw AuthnRequestGrammar.invalid("NameID is over a limit");
    }
  }

  private static void checkSessions(List<String> sessions) throws RefusalException {
    if (sessions.size() > MAX_SESSIONS
        || sessions.stream().anyMatch(session -> session.length() > MAX_NAME)) {
      throw AuthnRequestGrammar.invalid("SessionIndex is over a limit");
    }
  }
}
