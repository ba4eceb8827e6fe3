package org.guestbridge.realm.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.Credential;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads what all upstreams share that speak OpenID Connect. */
final class OidcReader {

  /** Beyond this many a list was not written by hand. */
  static final int MAX_VALUES = 100;

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");

  private static final Map<String, Upstream.ResponseMode> RESPONSE_MODES =
      UpstreamReader.ordered(
          "query", Upstream.ResponseMode.QUERY, "form_post", Upstream.ResponseMode.FORM_POST);

  private static final Map<String, Boolean> LOGOUTS =
      UpstreamReader.ordered("none", false, "upstream", true);

  private final References references;

  OidcReader(References references) {
    this.references = references;
  }

  /**
   * What an upstream has where the realm file is silent, and what it cannot do without.
   *
   * @param scopes asked for by default
   * @param neededScopes every list of scopes holds these
   * @param responseMode how codes come back by default
   * @param domainHint whether the provider knows the parameter {@code domain_hint}
   */
  record Defaults(
      List<String> scopes,
      List<String> neededScopes,
      Upstream.ResponseMode responseMode,
      boolean domainHint) {

    /** Of Microsoft's v2.0 endpoint, whose tokens have {@code oid} with profile only. */
    static final Defaults MICROSOFT =
        new Defaults(
            OidcUpstream.DEFAULT_SCOPES,
            List.of("openid", "profile"),
            Upstream.ResponseMode.FORM_POST,
            true);
  }

  /** Reads the shared keys around a provider that was read from the same section. */
  Optional<Upstream> read(
      String name, Section section, Optional<? extends OidcProvider> provider, Defaults defaults) {
    Optional<String> clientId = section.required("clientId").flatMap(this::clientId);
    Optional<Credential> credential =
        section.required("credential").flatMap(Node::section).flatMap(this::credential);
    Optional<Upstream.ResponseMode> responseMode =
        section.optional("responseMode").flatMap(node -> node.oneOf(RESPONSE_MODES));
    Optional<ChangedHuman> changedHuman = UpstreamReader.changedHuman(section);
    HomeRealm homeRealm = UpstreamReader.homeRealm(section);
    Optional<List<String>> scopes =
        section.optional("scopes").flatMap(node -> scopes(node, defaults.neededScopes()));
    Optional<Boolean> loginHint = section.optional("loginHint").flatMap(Node::flag);
    Optional<String> domainHint =
        defaults.domainHint()
            ? section.optional("domainHint").flatMap(OidcReader::domainHint)
            : Optional.empty();
    Optional<Boolean> logout = section.optional("logout").flatMap(node -> node.oneOf(LOGOUTS));
    return section.finish(
        () ->
            new OidcUpstream(
                name,
                provider.orElseThrow(),
                clientId.orElseThrow(),
                credential.orElseThrow(),
                responseMode.orElse(defaults.responseMode()),
                scopes.orElse(defaults.scopes()),
                loginHint.orElse(false),
                domainHint,
                changedHuman.orElse(ChangedHuman.DEFAULTS),
                homeRealm,
                logout.orElse(false)));
  }

  /** A tenant's id, written out or referred to. */
  Optional<UUID> tenant(Node node) {
    return matching(
            node, GUID, "Give the directory (tenant) ID, a GUID; not a domain and not common.")
        .map(UUID::fromString);
  }

  /** A text that is written out or referred to, in the form that {@code pattern} says. */
  Optional<String> matching(Node node, Pattern pattern, String expected) {
    Optional<String> text = references.text(node);
    return text.isEmpty()
        ? text
        : text.filter(value -> pattern.matcher(value).matches())
            .or(() -> node.refuse(Code.REALM_VALUE_INVALID, expected));
  }

  /** A list of one to {@link #MAX_VALUES} values, none of them twice. */
  static <T> Optional<List<T>> filled(Node node, Function<Node, Optional<T>> reader) {
    return node.isList() && node.tree().isEmpty()
        ? node.refuse(Code.REALM_VALUE_INVALID, "List at least one value.")
        : distinct(node, node.items(reader)).filter(read -> !read.isEmpty());
  }

  /** A list of at most {@link #MAX_VALUES} values, none of them twice. */
  static <T> Optional<List<T>> distinct(Node node, Optional<List<T>> values) {
    if (values.isPresent() && values.get().size() > MAX_VALUES) {
      return node.refuse(Code.REALM_OVERSIZED, "List at most 100 values.");
    }
    if (values.isPresent() && new LinkedHashSet<>(values.get()).size() < values.get().size()) {
      return node.refuse(Code.REALM_DUPLICATE, "A value stands twice.");
    }
    return values;
  }

  private Optional<String> clientId(Node node) {
    return matching(node, CLIENT_ID, "Give the application (client) ID of the app registration.");
  }

  private Optional<Credential> credential(Section section) {
    boolean one = section.has("secret") != section.has("certificate");
    if (!one) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give either secret or certificate.");
    }
    Optional<Credential> secret =
        section.optional("secret").flatMap(references::secret).map(Credential.ClientSecret::new);
    Optional<Credential> certificate =
        section.optional("certificate").flatMap(this::certificate).map(read -> read);
    return section.finish(() -> secret.or(() -> certificate).orElseThrow());
  }

  /** A key with its certificate, referred to. */
  Optional<Credential.ClientCertificate> certificate(Node node) {
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

  private static Optional<List<String>> scopes(Node node, List<String> needed) {
    Optional<List<String>> scopes = node.items(OidcReader::scope);
    if (scopes.isPresent() && !scopes.get().containsAll(needed)) {
      return node.refuse(
          Code.REALM_VALUE_INVALID, "The scopes hold " + String.join(" and ", needed) + ".");
    }
    return distinct(node, scopes);
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
