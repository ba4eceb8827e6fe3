package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.guestbridge.core.broker.ChangedHumanPolicy;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads one upstream: hands it to the reader of its type, and reads what all types share. */
final class UpstreamReader {

  private static final Map<String, ChangedHumanPolicy> REACTIONS =
      ordered("hold", ChangedHumanPolicy.HOLD, "audit", ChangedHumanPolicy.AUDIT);

  private static final int MAX_MAIL_DOMAINS = 1_000;

  private final Map<String, BiFunction<String, Section, Optional<Upstream>>> types =
      new LinkedHashMap<>();

  /** The mail domains of upstreams read so far: a domain leads to one upstream only. */
  private final Set<DomainName> taken = new LinkedHashSet<>();

  /**
   * Whether an upstream read so far ends sessions: nobody knows at which of several a person is.
   */
  private boolean endsSessions;

  private final Optional<MetadataReader> metadata;

  UpstreamReader(References references, Urls urls, Optional<MetadataReader> metadata) {
    this.metadata = metadata;
    OidcReader oidc = new OidcReader(references);
    types.put("entra-oidc", new EntraOidcReader(oidc, urls)::read);
    types.put("entra-external-id", new ExternalIdReader(oidc, urls)::read);
    types.put("azure-b2c", new B2cReader(oidc, urls)::read);
    types.put("oidc", new GenericOidcReader(oidc, urls)::read);
    SamlUpstreamReader saml = new SamlUpstreamReader(references, urls, oidc);
    types.put("entra-saml", saml::entra);
    types.put("saml", saml::generic);
    types.put("azure-b2c-saml", saml::azureB2c);
  }

  Optional<Upstream> read(String name, Section section) {
    return section
        .required("type")
        .flatMap(node -> node.oneOf(types))
        .flatMap(type -> type.apply(name, section))
        .filter(upstream -> hasDomainsOfItsOwn(upstream, section))
        .filter(upstream -> isOnlyLogout(upstream, section))
        .filter(upstream -> canBeTrusted(upstream, section));
  }

  /** A document of the realm file is checked at once; one that is fetched, at the first login. */
  private boolean canBeTrusted(Upstream upstream, Section section) {
    if (metadata.isPresent()
        && upstream instanceof SamlUpstream saml
        && saml.trust() instanceof SamlUpstream.Trust.MetadataDocument given) {
      try {
        metadata.get().checkIdentityProvider(given.document(), saml.entityId());
      } catch (RefusalException refusal) {
        section.node().report(refusal.code(), refusal.detail());
        return false;
      }
    }
    return true;
  }

  private boolean hasDomainsOfItsOwn(Upstream upstream, Section section) {
    boolean free = true;
    for (DomainName domain : upstream.homeRealm().mailDomains()) {
      free &= taken.add(domain);
    }
    if (!free) {
      section.node().report(Code.REALM_DUPLICATE, "Another upstream has one of the mail domains.");
    }
    return free;
  }

  private boolean isOnlyLogout(Upstream upstream, Section section) {
    boolean asked = upstream instanceof OidcUpstream oidc && oidc.upstreamLogout();
    if (asked && endsSessions) {
      section.node().report(Code.REALM_DUPLICATE, "Another upstream has logout: upstream.");
      return false;
    }
    endsSessions |= asked;
    return true;
  }

  static HomeRealm homeRealm(Section section) {
    Optional<String> label =
        section
            .optional("label")
            .flatMap(
                node ->
                    node.text(
                        text ->
                            text.isBlank() || text.length() > HomeRealm.MAX_LABEL_LENGTH
                                ? Optional.empty()
                                : Optional.of(text),
                        Code.REALM_VALUE_INVALID,
                        "A label has 1 to 80 characters."));
    Optional<List<DomainName>> domains =
        section.optional("mailDomains").flatMap(UpstreamReader::mailDomains);
    return new HomeRealm(label, new LinkedHashSet<>(domains.orElse(List.of())));
  }

  private static Optional<List<DomainName>> mailDomains(Node node) {
    Optional<List<DomainName>> domains = node.items(DomainsReader::domain);
    if (domains.isPresent() && domains.get().size() > MAX_MAIL_DOMAINS) {
      return node.refuse(Code.REALM_OVERSIZED, "List at most 1,000 domains.");
    }
    return domains;
  }

  static Optional<ChangedHuman> changedHuman(Section section) {
    return section.optional("changedHuman").flatMap(Node::section).flatMap(UpstreamReader::changed);
  }

  private static Optional<ChangedHuman> changed(Section section) {
    Optional<ChangedHumanPolicy> external = reaction(section, "external");
    Optional<ChangedHumanPolicy> internal = reaction(section, "internal");
    return section.finish(
        () ->
            new ChangedHuman(
                external.orElse(ChangedHuman.DEFAULTS.external()),
                internal.orElse(ChangedHuman.DEFAULTS.internal())));
  }

  private static Optional<ChangedHumanPolicy> reaction(Section section, String key) {
    return section.optional(key).flatMap(node -> node.oneOf(REACTIONS));
  }

  static <T> Map<String, T> ordered(String first, T one, String second, T other) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, other);
    return map;
  }
}
