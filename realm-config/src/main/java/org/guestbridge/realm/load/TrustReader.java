package org.guestbridge.realm.load;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.SamlUpstream.Trust;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads where an identity provider's keys come from: one of metadata and certificates. */
final class TrustReader {

  private final References references;
  private final Urls urls;

  TrustReader(References references, Urls urls) {
    this.references = references;
    this.urls = urls;
  }

  /**
   * Reads {@code metadata}, or {@code certificates} with {@code signOn}.
   *
   * @param published whether the section says otherwise where metadata are published
   * @param publishedAt where
   * @param defaultSignOn the sign-on address of this type; absent when it has to be written
   */
  Optional<Trust> read(
      Section section, boolean published, Optional<URI> publishedAt, Optional<URI> defaultSignOn) {
    boolean hasMetadata = section.has("metadata");
    boolean hasCertificates = section.has("certificates");
    int sources = (published ? 1 : 0) + (hasMetadata ? 1 : 0) + (hasCertificates ? 1 : 0);
    if (sources != 1) {
      section
          .node()
          .report(
              Code.REALM_VALUE_INVALID,
              "Give exactly one source of signing keys: metadata, certificates, or where this type"
                  + " has it, appId.");
    }
    if (section.has("signOn") && !hasCertificates) {
      section.node().report(Code.REALM_VALUE_INVALID, "signOn goes with certificates only.");
    }
    Optional<Trust> metadata =
        section.optional("metadata").flatMap(Node::section).flatMap(this::metadata);
    Optional<List<X509Certificate>> certificates =
        section.optional("certificates").flatMap(this::certificates);
    Optional<URI> written =
        (hasCertificates && defaultSignOn.isEmpty()
                ? section.required("signOn")
                : section.optional("signOn"))
            .flatMap(urls::endpoint);
    Optional<Trust> pinned =
        certificates.flatMap(
            keys -> written.or(() -> defaultSignOn).map(signOn -> new Trust.Pinned(signOn, keys)));
    return metadata
        .or(() -> pinned)
        .or(() -> publishedAt.map(url -> new Trust.MetadataUrl(url, List.of())));
  }

  private Optional<Trust> metadata(Section section) {
    if (section.has("url") == section.has("document")) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give either url or document.");
    }
    if (section.has("signers") && !section.has("url")) {
      section.node().report(Code.REALM_VALUE_INVALID, "signers go with url only.");
    }
    Optional<URI> url = section.optional("url").flatMap(urls::endpoint);
    Optional<List<X509Certificate>> signers =
        section.optional("signers").flatMap(this::certificates);
    Optional<Trust> document =
        section.optional("document").flatMap(references::text).map(Trust.MetadataDocument::new);
    return section.finish(
        () ->
            document
                .or(() -> url.map(at -> new Trust.MetadataUrl(at, signers.orElse(List.of()))))
                .orElseThrow());
  }

  private Optional<List<X509Certificate>> certificates(Node node) {
    Optional<List<X509Certificate>> certificates = node.items(this::certificate);
    boolean none = node.isList() && node.items().map(List::isEmpty).orElse(false);
    return none
        ? node.refuse(Code.REALM_VALUE_INVALID, "Give at least one certificate.")
        : certificates.filter(read -> !read.isEmpty());
  }

  private Optional<X509Certificate> certificate(Node node) {
    return references
        .text(node)
        .flatMap(
            pem ->
                Pem.signer(pem)
                    .or(
                        () ->
                            node.refuse(
                                Code.REALM_CERTIFICATE_INVALID,
                                "Expected PEM with one certificate of an RSA key of 2048 bits or"
                                    + " more, or of an EC key of 256.")));
  }
}
