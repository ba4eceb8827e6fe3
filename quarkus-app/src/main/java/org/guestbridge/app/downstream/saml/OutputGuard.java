package org.guestbridge.app.downstream.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.guestbridge.app.samlxml.XmlAttribute;
import org.guestbridge.app.samlxml.XmlElement;
import org.guestbridge.core.alias.BindingKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.PersistentNameId;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.ReleasePolicy;

/**
 * The second lock: reads a finished assertion just before it is signed and refuses it unless what
 * it says is what may leave. Shares nothing with what built it; its words for elements are its own.
 *
 * <p>Holds that the NameID has the configured format and is the released address, the persistent
 * identifier of this person here, or random; that nothing else in the assertion looks like an
 * address; that the address lies on a domain of its binding's kind; that the internal id is the
 * binding's UUID; that audience and recipient are the configured ones; that only allowed groups
 * stand there; and that no text holds a control character or one that XML cannot carry.
 */
final class OutputGuard {

  private static final String NS = "urn:oasis:names:tc:SAML:2.0:assertion";
  private static final String FORMAT_1 = "urn:oasis:names:tc:SAML:1.1:nameid-format:";
  private static final String FORMAT_2 = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
  private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

  private static final Pattern TRANSIENT_FORM = Pattern.compile("_[0-9a-f]{40}");

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Set<String> passThrough;
  private final Set<String> alias;

  OutputGuard(AddressDomains domains) {
    this.passThrough =
        domains.passThrough().stream().map(d -> d.value()).collect(Collectors.toUnmodifiableSet());
    this.alias =
        domains.alias().stream().map(d -> d.value()).collect(Collectors.toUnmodifiableSet());
  }

  /** What must be found. */
  record Expected(
      String address,
      BindingKind kind,
      UUID internalId,
      String audience,
      String recipient,
      NameIdFormat nameIdFormat,
      AttributeNames names,
      ReleasePolicy release) {

    static Expected of(ServiceProvider provider, String recipient, ReleasedIdentity identity) {
      return new Expected(
          identity.address().value(),
          identity.kind(),
          identity.internalId(),
          provider.settings().entityId(),
          recipient,
          provider.settings().nameIdFormat(),
          provider.settings().attributes(),
          provider.settings().release());
    }

    /** Redacted. */
    @Override
    public String toString() {
      return "[expected]";
    }
  }

  /**
   * Looks the assertion over.
   *
   * @throws RefusalException OUTPUT_GUARD
   */
  void check(XmlElement assertion, Expected expected) throws RefusalException {
    List<XmlElement> all = new ArrayList<>();
    collect(assertion, all);
    checkDomain(expected);
    checkTexts(all, expected.address());
    checkSubject(all, expected);
    require(
        texts(all, "Audience").equals(List.of(expected.audience())),
        "the audience is not the configured one");
    checkAttributes(all, expected);
  }

  private void checkDomain(Expected expected) throws RefusalException {
    String address = expected.address();
    String domain = address.substring(address.indexOf('@') + 1);
    Set<String> allowed = expected.kind() == BindingKind.ALIAS ? alias : passThrough;
    Set<String> denied = expected.kind() == BindingKind.ALIAS ? passThrough : alias;
    require(
        allowed.contains(domain) && !denied.contains(domain),
        "the address is not on a domain of its binding's kind");
  }

  private static void checkTexts(List<XmlElement> all, String address) throws RefusalException {
    for (XmlElement element : all) {
      checkText(element.text(), address);
      for (XmlAttribute attribute : element.attributes()) {
        checkText(attribute.value(), address);
      }
    }
  }

  private static void checkText(String text, String address) throws RefusalException {
    require(text.codePoints().allMatch(OutputGuard::isCarried), "a character that may not leave");
    boolean likeAnAddress = text.codePoints().anyMatch(OutputGuard::isAtSign);
    require(!likeAnAddress || text.equals(address), "an address other than the released one");
  }

  private static void checkSubject(List<XmlElement> all, Expected expected)
      throws RefusalException {
    checkNameId(only(all, "NameID"), expected);
    only(all, "Subject");
    XmlElement confirmation = only(all, "SubjectConfirmation");
    require(
        confirmation.attribute("Method").equals(Optional.of(BEARER)), "confirmation is not bearer");
    XmlElement data = only(all, "SubjectConfirmationData");
    require(
        data.attribute("Recipient").equals(Optional.of(expected.recipient())),
        "the recipient is not the configured one");
  }

  private static void checkNameId(XmlElement nameId, Expected expected) throws RefusalException {
    String format = nameId.attribute("Format").orElse("");
    String value = nameId.text();
    switch (expected.nameIdFormat()) {
      case EMAIL -> {
        require(format.equals(FORMAT_1 + "emailAddress"), "NameID has another format");
        require(value.equals(expected.address()), "NameID is not the released address");
      }
      case UNSPECIFIED -> {
        require(format.equals(FORMAT_1 + "unspecified"), "NameID has another format");
        require(value.equals(expected.address()), "NameID is not the released address");
      }
      case PERSISTENT -> {
        String own = PersistentNameId.of(expected.internalId(), expected.audience());
        require(format.equals(FORMAT_2 + "persistent"), "NameID has another format");
        require(value.equals(own), "NameID is not the person's own here");
      }
      case TRANSIENT -> {
        require(format.equals(FORMAT_2 + "transient"), "NameID has another format");
        require(TRANSIENT_FORM.matcher(value).matches(), "NameID is not a random one");
      }
    }
  }

  private static void checkAttributes(List<XmlElement> all, Expected expected)
      throws RefusalException {
    AttributeNames names = expected.names();
    int internalIds = 0;
    for (XmlElement attribute : all) {
      if (!attribute.is(NS, "Attribute")) {
        continue;
      }
      Optional<String> name = attribute.attribute("Name");
      List<String> values = attribute.children().stream().map(XmlElement::text).toList();
      require(name.isPresent(), "an attribute without a name");
      if (name.equals(names.internalId())) {
        internalIds++;
        checkInternalId(values, expected.internalId());
      } else if (name.equals(names.emailAddress())) {
        require(values.equals(List.of(expected.address())), "an address attribute differs");
      } else if (name.equals(names.groups())) {
        require(expected.release().groupsOf(values).equals(values), "a group that may not leave");
      } else {
        require(
            name.equals(names.givenName()) || name.equals(names.surname()),
            "an attribute that is not configured");
      }
    }
    require(internalIds == (names.internalId().isPresent() ? 1 : 0), "not one internal id");
  }

  private static void checkInternalId(List<String> values, UUID expected) throws RefusalException {
    require(
        values.size() == 1
            && UUID_FORM.matcher(values.get(0)).matches()
            && values.get(0).equals(expected.toString()),
        "the internal id is not the binding's UUID");
  }

  private static void collect(XmlElement element, List<XmlElement> all) throws RefusalException {
    require(element.namespace().equals(NS), "an element of another namespace");
    all.add(element);
    try {
      for (XmlElement child : element.children()) {
        collect(child, all);
      }
    } catch (IllegalStateException e) {
      throw new RefusalException(Code.OUTPUT_GUARD, "a node that is neither element nor text", e);
    }
  }

  private static XmlElement only(List<XmlElement> all, String name) throws RefusalException {
    List<XmlElement> found = all.stream().filter(e -> e.is(NS, name)).toList();
    require(found.size() == 1, "there is not one " + name);
    return found.get(0);
  }

  private static List<String> texts(List<XmlElement> all, String name) {
    return all.stream().filter(e -> e.is(NS, name)).map(XmlElement::text).toList();
  }

  /** The at sign, and the two characters that compatibility normalisation makes one of. */
  private static boolean isAtSign(int c) {
    return c == '@' || c == '\uFF20' || c == '\uFE6B';
  }

  /** XML 1.0 section 2.2 without control characters, surrogates and non-characters. */
  private static boolean isCarried(int c) {
    return !Character.isISOControl(c)
        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && (c & 0xFFFE) != 0xFFFE
        && !(c >= 0xFDD0 && c <= 0xFDEF);
  }

  private static void require(boolean holds, String otherwise) throws RefusalException {
    if (!holds) {
      throw new RefusalException(Code.OUTPUT_GUARD, otherwise);
    }
  }
}
