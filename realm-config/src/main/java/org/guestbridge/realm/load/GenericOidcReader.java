package org.guestbridge.realm.load;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcClaimNames;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcProvider.Algorithm;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads an upstream that is any OpenID provider. */
final class GenericOidcReader {

  private static final Pattern CLAIM = Pattern.compile("[\\x21-\\x7E]{1,256}");

  private static final OidcReader.Defaults DEFAULTS =
      new OidcReader.Defaults(
          OidcUpstream.DEFAULT_SCOPES, List.of("openid"), Upstream.ResponseMode.QUERY, false);

  private final OidcReader oidc;
  private final Urls urls;

  GenericOidcReader(OidcReader oidc, Urls urls) {
    this.oidc = oidc;
    this.urls = urls;
  }

  Optional<Upstream> read(String name, Section section) {
    return oidc.read(name, section, provider(section), DEFAULTS);
  }

  /** Whose tokens they are. */
  Optional<OidcProvider.Generic> provider(Section section) {
    Optional<URI> issuer = section.required("issuer").flatMap(this::issuer);
    Optional<Set<Algorithm>> algorithms =
        section.optional("algorithms").flatMap(GenericOidcReader::algorithms);
    Optional<OidcClaimNames> claims =
        section.optional("claims").flatMap(Node::section).flatMap(this::claims);
    return issuer.map(
        address ->
            new OidcProvider.Generic(
                address,
                algorithms.orElse(Set.of(Algorithm.RS256)),
                claims.orElse(OidcClaimNames.DEFAULTS)));
  }

  /** OpenID Connect Core section 2: no query and no fragment. */
  private Optional<URI> issuer(Node node) {
    Optional<URI> issuer = urls.endpoint(node);
    return issuer.isPresent() && issuer.get().getRawQuery() != null
        ? node.refuse(Code.REALM_URL_INVALID, "An issuer has no query.")
        : issuer;
  }

  private static Optional<Set<Algorithm>> algorithms(Node node) {
    Map<String, Algorithm> names = new LinkedHashMap<>();
    for (Algorithm algorithm : Algorithm.values()) {
      names.put(algorithm.name(), algorithm);
    }
    return OidcReader.filled(node, each -> each.oneOf(names)).map(EnumSet::copyOf);
  }

  private Optional<OidcClaimNames> claims(Section section) {
    OidcClaimNames usual = OidcClaimNames.DEFAULTS;
    OidcClaimNames names =
        new OidcClaimNames(
            claim(section, "mail", usual.mail()),
            claim(section, "mailVerified", usual.mailVerified()),
            claim(section, "signInName", usual.signInName()),
            claim(section, "displayName", usual.displayName()),
            claim(section, "givenName", usual.givenName()),
            claim(section, "surname", usual.surname()),
            claim(section, "groups", usual.groups()),
            claim(section, "roles", usual.roles()));
    return section.finish(() -> names);
  }

  private String claim(Section section, String key, String usual) {
    return section
        .optional(key)
        .flatMap(node -> oidc.matching(node, CLAIM, "Give the name of a claim."))
        .orElse(usual);
  }
}
