package org.guestbridge.realm.load;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.Credential;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads an upstream that is one Entra tenant by OpenID Connect. */
final class EntraOidcReader {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");

  private static final List<String> NEEDED_SCOPES = List.of("openid", "profile");

  private static final Map<String, Upstream.ResponseMode> RESPONSE_MODES =
      UpstreamReader.ordered(
          "query", Upstream.ResponseMode.QUERY, "form_post", Upstream.ResponseMode.FORM_POST);

  private final References references;
  private final Urls urls;

  EntraOidcReader(References references, Urls urls) {
    this.references = references;
    this.urls = urls;
  }

  Optional<Upstream> read(String name, Section section) {
    Optional<UUID> tenant = section.required("tenant").flatMap(node -> tenant(references, node));
    Optional<String> clientId = section.required("clientId").flatMap(this::clientId);
    Optional<Credential> credential =
        section.required("credential").flatMap(Node::section).flatMap(this::credential);
    Optional<URI> authority = section.optional("authority").flatMap(urls::base);
    Optional<Upstream.ResponseMode> responseMode =
        section.optional("responseMode").flatMap(node -> node.oneOf(RESPONSE_MODES));
    Optional<Boolean> idpConfigured = section.optional("idpClaimConfigured").flatMap(Node::flag);
    Optional<ChangedHuman> changedHuman = UpstreamReader.changedHuman(section);
    HomeRealm homeRealm = UpstreamReader.homeRealm(section);
    Optional<List<String>> scopes = section.optional("scopes").flatMap(EntraOidcReader::scopes);
    Optional<Boolean> loginHint = section.optional("loginHint").flatMap(Node::flag);
    Optional<String> domainHint =
        section.optional("domainHint").flatMap(EntraOidcReader::domainHint);
    return section.finish(
        () ->
            new Upstream.EntraOidc(
                name,
                tenant.orElseThrow(),
                clientId.orElseThrow(),
                credential.orElseThrow(),
                authority.orElse(Upstream.EntraOidc.DEFAULT_AUTHORITY),
                responseMode.orElse(Upstream.ResponseMode.FORM_POST),
                idpConfigured.orElse(false),
                changedHuman.orElse(ChangedHuman.DEFAULTS),
                scopes.orElse(Upstream.EntraOidc.DEFAULT_SCOPES),
                loginHint.orElse(false),
                domainHint,
                homeRealm));
  }

  static Optional<UUID> tenant(References references, Node node) {
    Optional<String> text = references.text(node);
    return text.isEmpty()
        ? Optional.empty()
        : text.filter(id -> GUID.matcher(id).matches())
            .map(UUID::fromString)
            .or(
                () ->
                    node.refuse(
                        Code.REALM_VALUE_INVALID,
                        "Give the directory (tenant) ID, a GUID; not a domain and not common."));
  }

  private Optional<String> clientId(Node node) {
    Optional<String> text = references.text(node);
    return text.isEmpty()
        ? text
        : text.filter(id -> CLIENT_ID.matcher(id).matches())
            .or(
                () ->
                    node.refuse(
                        Code.REALM_VALUE_INVALID,
                        "Give the application (client) ID of the app registration."));
  }

  private Optional<Credential> credential(Section section) {
    boolean one = section.has("secret") != section.has("certificate");
    if (!one) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give either secret or certificate.");
    }
    Optional<Credential> secret =
        section.optional("secret").flatMap(references::secret).map(Credential.ClientSecret::new);
    Optional<Credential> certificate = section.optional("certificate").flatMap(this::certificate);
    return section.finish(() -> secret.or(() -> certificate).orElseThrow());
  }

  private Optional<Credential> certificate(Node node) {
    return certificate(references, node).map(read -> read);
  }

  static Optional<Credential.ClientCertificate> certificate(References references, Node node) {
    return references
        .secret(node)
        .flatMap(
            pem ->
                Pem.keyAndCertificate(pem.reveal())
                    .or(
                        () ->
                            node.refuse(
                                Code.REALM_CERTIFICATE_INVALID,
                                "Expected PEM with one unencrypted PKCS#8 RSA key of 2048 bits or"
                                    + " more and the one certificate of that key.")));
  }

  private static Optional<List<String>> scopes(Node node) {
    Optional<List<String>> scopes = node.items(EntraOidcReader::scope);
    if (scopes.isPresent() && !scopes.get().containsAll(NEEDED_SCOPES)) {
      return node.refuse(
          Code.REALM_VALUE_INVALID,
          "The scopes hold openid, and profile, which brings the claim oid.");
    }
    if (scopes.isPresent() && new LinkedHashSet<>(scopes.get()).size() < scopes.get().size()) {
      return node.refuse(Code.REALM_DUPLICATE, "A scope stands twice.");
    }
    return scopes;
  }

  private static Optional<String> scope(Node node) {
    return node.text(
        text -> SCOPE.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
        Code.REALM_VALUE_INVALID,
        "A scope is one word.");
  }

  private static Optional<String> domainHint(Node node) {
    return node.text(
        text ->
            text.equals("organizations") || text.equals("consumers")
                ? Optional.of(text)
                : DomainName.parse(text).map(DomainName::value),
        Code.REALM_VALUE_INVALID,
        "Give a domain, organizations or consumers.");
  }
}
