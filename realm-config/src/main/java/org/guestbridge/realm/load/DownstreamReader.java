package org.guestbridge.realm.load;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads one downstream; remembers entity ids, so that no two downstreams share one. */
final class DownstreamReader {

  private static final int MAX_ENTITY_ID = 1_024;
  private static final int MAX_ATTRIBUTE_NAME = 512;

  private final References references;
  private final Urls urls;
  private final Map<String, String> nameByEntityId = new HashMap<>();

  DownstreamReader(References references, Urls urls) {
    this.references = references;
    this.urls = urls;
  }

  Optional<Downstream> read(String name, Section section) {
    section.required("type").ifPresent(node -> node.mustBe("atlassian-saml"));
    Optional<String> entityId = section.required("entityId").flatMap(node -> entityId(name, node));
    Optional<URI> acs = section.required("acs").flatMap(urls::endpoint);
    Optional<List<X509Certificate>> certificates =
        section.optional("signingCertificates").flatMap(node -> node.items(this::certificate));
    Optional<Boolean> requireSigned = requireSigned(section);
    Optional<Boolean> signResponse = section.optional("signResponse").flatMap(Node::flag);
    Optional<AttributeNames> attributes =
        section.optional("attributes").flatMap(Node::section).flatMap(DownstreamReader::names);
    Optional<List<String>> origins =
        section.optional("redirectOrigins").flatMap(node -> node.items(Urls::hostSource));
    return section.finish(
        () ->
            new Downstream.AtlassianSaml(
                name,
                entityId.orElseThrow(),
                acs.orElseThrow(),
                certificates.orElse(List.of()),
                requireSigned.orElse(false),
                signResponse.orElse(false),
                attributes.orElse(AttributeNames.DEFAULTS),
                origins.orElse(Downstream.AtlassianSaml.ATLASSIAN_ORIGINS)));
  }

  private static Optional<Boolean> requireSigned(Section section) {
    Optional<Node> node = section.optional("requireSignedRequests");
    Optional<Boolean> required = node.flatMap(Node::flag);
    boolean keysKnown =
        section
            .optional("signingCertificates")
            .filter(list -> !list.isList() || list.items().map(l -> !l.isEmpty()).orElse(false))
            .isPresent();
    if (required.orElse(false) && !keysKnown) {
      node.orElseThrow()
          .report(Code.REALM_VALUE_INVALID, "Signed requests need signingCertificates.");
    }
    return required;
  }

  private Optional<String> entityId(String name, Node node) {
    Optional<String> id = references.text(node);
    if (id.isPresent() && !isUriLike(id.get())) {
      return node.refuse(
          Code.REALM_VALUE_INVALID, "An entity ID has at most 1,024 characters and no spaces.");
    }
    if (id.isPresent() && nameByEntityId.putIfAbsent(id.get(), name) != null) {
      return node.refuse(Code.REALM_DUPLICATE, "Another downstream has this entity ID.");
    }
    return id;
  }

  private static boolean isUriLike(String text) {
    return text.length() <= MAX_ENTITY_ID && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private Optional<X509Certificate> certificate(Node node) {
    return references
        .text(node)
        .flatMap(
            pem ->
                Pem.certificate(pem)
                    .or(
                        () ->
                            node.refuse(
                                Code.REALM_CERTIFICATE_INVALID,
                                "Expected PEM with one certificate of an RSA key of 2048 bits or"
                                    + " more.")));
  }

  private static Optional<AttributeNames> names(Section section) {
    AttributeNames defaults = AttributeNames.DEFAULTS;
    Optional<String> givenName = attributeName(section, "givenname");
    Optional<String> surname = attributeName(section, "surname");
    Optional<String> emailAddress = attributeName(section, "emailaddress");
    Optional<String> internalId = attributeName(section, "internalId");
    Optional<String> groups = attributeName(section, "groups");
    Optional<AttributeNames> names =
        section.finish(
            () ->
                new AttributeNames(
                    givenName.orElse(defaults.givenName()),
                    surname.orElse(defaults.surname()),
                    emailAddress.orElse(defaults.emailAddress()),
                    internalId.orElse(defaults.internalId()),
                    groups));
    return names.isPresent() && names.get().hasRepeats()
        ? section.node().refuse(Code.REALM_DUPLICATE, "Two attributes have the same name.")
        : names;
  }

  private static Optional<String> attributeName(Section section, String key) {
    return section.optional(key).flatMap(DownstreamReader::attributeName);
  }

  static Optional<String> attributeName(Node node) {
    return node.text(
        text ->
            text.length() <= MAX_ATTRIBUTE_NAME && isUriLike(text)
                ? Optional.of(text)
                : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "An attribute name has at most 512 characters and no spaces.");
  }
}
