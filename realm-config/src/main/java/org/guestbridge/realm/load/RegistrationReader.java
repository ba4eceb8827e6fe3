package org.guestbridge.realm.load;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlRegistration.Binding;
import org.guestbridge.realm.SamlRegistration.Consumer;
import org.guestbridge.realm.SamlRegistration.SingleLogout;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/**
 * Reads who a service provider is, from keys of the realm file or from metadata; never from both.
 * Remembers entity ids, so that no two downstreams share one.
 */
final class RegistrationReader {

  private static final List<String> SAID_BY_METADATA =
      List.of("entityId", "acs", "signingCertificates", "singleLogout");

  private static final Map<String, Binding> BINDINGS = bindings();

  private static final Map<String, Encryption> ENCRYPTION = encryption();

  private final References references;
  private final Urls urls;
  private final Optional<MetadataReader> metadata;
  private final Map<String, String> nameByEntityId = new HashMap<>();

  RegistrationReader(References references, Urls urls, Optional<MetadataReader> metadata) {
    this.references = references;
    this.urls = urls;
    this.metadata = metadata;
  }

  /** Every form. */
  Optional<SamlRegistration> read(String name, Section section) {
    if (section.has("metadata")) {
      return fromMetadata(name, section);
    }
    Optional<X509Certificate> encryption =
        section
            .optional("encryptAssertions")
            .flatMap(Node::section)
            .flatMap(this::encryptionCertificate);
    Optional<Node> logout = section.optional("singleLogout");
    Optional<SingleLogout> singleLogout = logout.flatMap(Node::section).flatMap(this::singleLogout);
    Optional<SamlRegistration> written = written(name, section);
    if (written.isPresent() && written.get().signingCertificates().isEmpty()) {
      logout.ifPresent(
          node ->
              node.report(
                  Code.REALM_VALUE_INVALID,
                  "Logout requests are signed: give signingCertificates."));
      return written;
    }
    return written.map(
        read ->
            new SamlRegistration(
                read.entityId(),
                read.consumers(),
                read.signingCertificates(),
                encryption,
                singleLogout,
                false,
                Optional.empty()));
  }

  /** Entity id, consumers and signing keys as the realm file spells them. */
  Optional<SamlRegistration> written(String name, Section section) {
    Optional<String> entityId = section.required("entityId").flatMap(node -> entityId(name, node));
    Optional<List<Consumer>> consumers = section.required("acs").flatMap(this::consumers);
    Optional<List<X509Certificate>> certificates =
        section.optional("signingCertificates").isEmpty()
            ? Optional.of(List.of())
            : section.optional("signingCertificates").flatMap(this::certificates);
    return entityId.flatMap(
        id ->
            consumers.flatMap(
                to ->
                    certificates.map(
                        keys ->
                            new SamlRegistration(
                                id,
                                to,
                                keys,
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty()))));
  }

  private Optional<SamlRegistration> fromMetadata(String name, Section section) {
    for (String key : SAID_BY_METADATA) {
      section
          .optional(key)
          .ifPresent(node -> node.report(Code.REALM_VALUE_INVALID, "The metadata say this."));
    }
    Optional<Node> encryptionNode = section.optional("encryptAssertions");
    Optional<Encryption> encryption = encryptionNode.flatMap(node -> node.oneOf(ENCRYPTION));
    Node node = section.required("metadata").orElseThrow();
    Optional<SamlRegistration> read =
        node.section().flatMap(this::document).flatMap(xml -> parsed(node, xml));
    if (read.isEmpty() || !claimEntityId(name, node, read.get().entityId())) {
      return Optional.empty();
    }
    if (encryption.equals(Optional.of(Encryption.REQUIRED))
        && read.get().encryptionCertificate().isEmpty()) {
      return encryptionNode
          .orElseThrow()
          .refuse(Code.REALM_VALUE_INVALID, "The metadata publish no key to encrypt with.");
    }
    return encryption.equals(Optional.of(Encryption.NEVER))
        ? read.map(SamlRegistration::withoutEncryption)
        : read;
  }

  private Optional<String> document(Section section) {
    if (section.has("file") == section.has("xml")) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give either file or xml.");
    }
    Optional<String> fromFile = section.optional("file").flatMap(references::file);
    Optional<String> inline =
        section.optional("xml").flatMap(node -> node.text(MetadataReader.MAX_BYTES));
    return section.finish(() -> fromFile.or(() -> inline).orElseThrow());
  }

  private Optional<SamlRegistration> parsed(Node node, String xml) {
    if (metadata.isEmpty()) {
      return node.refuse(Code.REALM_VALUE_INVALID, "Metadata cannot be read here.");
    }
    try {
      SamlRegistration read = metadata.get().read(xml);
      boolean secure =
          read.consumers().stream().allMatch(consumer -> Urls.isSecure(consumer.url()))
              && read.singleLogout().map(logout -> Urls.isSecure(logout.url())).orElse(true);
      return secure
          ? Optional.of(read)
          : node.refuse(Code.REALM_URL_INVALID, "The metadata name a URL that is not https.");
    } catch (RefusalException refusal) {
      return node.refuse(refusal.code(), refusal.detail());
    }
  }

  private Optional<X509Certificate> encryptionCertificate(Section section) {
    Optional<X509Certificate> certificate =
        section.required("certificate").flatMap(this::certificate);
    return section.finish(certificate::orElseThrow);
  }

  private Optional<SingleLogout> singleLogout(Section section) {
    Optional<URI> url = section.required("url").flatMap(urls::endpoint);
    Optional<Binding> binding = section.required("binding").flatMap(node -> node.oneOf(BINDINGS));
    return section.finish(() -> new SingleLogout(url.orElseThrow(), binding.orElseThrow()));
  }

  private Optional<String> entityId(String name, Node node) {
    Optional<String> id = references.text(node);
    if (id.isPresent() && !isUriLike(id.get())) {
      return node.refuse(
          Code.REALM_VALUE_INVALID, "An entity ID has at most 1,024 characters and no spaces.");
    }
    return id.filter(read -> claimEntityId(name, node, read));
  }

  private boolean claimEntityId(String name, Node node, String entityId) {
    boolean free = nameByEntityId.putIfAbsent(entityId, name) == null;
    if (!free) {
      node.report(Code.REALM_DUPLICATE, "Another downstream has this entity ID.");
    }
    return free;
  }

  private static boolean isUriLike(String text) {
    return text.length() <= SamlRegistration.MAX_ENTITY_ID
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private Optional<List<Consumer>> consumers(Node node) {
    if (!node.isList()) {
      return urls.endpoint(node).map(url -> List.of(new Consumer(0, url)));
    }
    List<Node> items = node.items().orElseThrow();
    if (items.isEmpty() || items.size() > SamlRegistration.MAX_CONSUMERS) {
      return node.refuse(Code.REALM_VALUE_INVALID, "Give 1 to 32 consumers.");
    }
    List<Consumer> consumers = new ArrayList<>();
    for (int position = 0; position < items.size(); position++) {
      consumer(items.get(position), position).ifPresent(consumers::add);
    }
    if (consumers.size() < items.size()) {
      return Optional.empty();
    }
    boolean distinct =
        consumers.stream().map(Consumer::index).distinct().count() == consumers.size()
            && consumers.stream().map(Consumer::url).distinct().count() == consumers.size();
    return distinct
        ? Optional.of(consumers)
        : node.refuse(Code.REALM_DUPLICATE, "Two consumers have the same index or URL.");
  }

  /** Unless it says otherwise, a consumer's index is its position. */
  private Optional<Consumer> consumer(Node node, int position) {
    return node.isText()
        ? urls.endpoint(node).map(url -> new Consumer(position, url))
        : node.section().flatMap(section -> consumer(section, position));
  }

  private Optional<Consumer> consumer(Section section, int position) {
    Optional<URI> url = section.required("url").flatMap(urls::endpoint);
    Optional<Integer> index =
        section.optional("index").flatMap(node -> node.integer(0, Consumer.MAX_INDEX));
    return section.finish(() -> new Consumer(index.orElse(position), url.orElseThrow()));
  }

  private Optional<List<X509Certificate>> certificates(Node node) {
    Optional<List<X509Certificate>> read = node.items(this::certificate);
    boolean whole = node.isList() && read.map(List::size).equals(node.items().map(List::size));
    return whole ? read : Optional.empty();
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

  private static Map<String, Binding> bindings() {
    Map<String, Binding> bindings = new LinkedHashMap<>();
    bindings.put("redirect", Binding.REDIRECT);
    bindings.put("post", Binding.POST);
    return bindings;
  }

  private static Map<String, Encryption> encryption() {
    Map<String, Encryption> choices = new LinkedHashMap<>();
    choices.put("required", Encryption.REQUIRED);
    choices.put("never", Encryption.NEVER);
    return choices;
  }

  /** What is done with the key that metadata publish; by default it is used. */
  private enum Encryption {
    REQUIRED,
    NEVER
  }
}
