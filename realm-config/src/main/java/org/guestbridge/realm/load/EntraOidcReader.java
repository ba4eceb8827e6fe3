package org.guestbridge.realm.load;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads an upstream that is Entra by OpenID Connect: one tenant, and others that are listed. */
final class EntraOidcReader {

  private final OidcReader oidc;
  private final Urls urls;

  EntraOidcReader(OidcReader oidc, Urls urls) {
    this.oidc = oidc;
    this.urls = urls;
  }

  Optional<Upstream> read(String name, Section section) {
    Optional<URI> graph = graph(section);
    Optional<OidcProvider.Entra> provider = provider(section).map(read -> read.withGraph(graph));
    return oidc.read(name, section, provider, OidcReader.Defaults.MICROSOFT);
  }

  /** Whose tokens they are, without the Graph. */
  Optional<OidcProvider.Entra> provider(Section section) {
    Optional<UUID> tenant = section.required("tenant").flatMap(oidc::tenant);
    Optional<List<UUID>> others =
        section.optional("otherTenants").flatMap(node -> others(node, tenant));
    Optional<URI> authority = section.optional("authority").flatMap(urls::base);
    Optional<Boolean> idpConfigured = section.optional("idpClaimConfigured").flatMap(Node::flag);
    return tenant.map(
        id ->
            new OidcProvider.Entra(
                id,
                new LinkedHashSet<>(others.orElse(List.of())),
                authority.orElse(OidcProvider.Entra.DEFAULT_AUTHORITY),
                idpConfigured.orElse(false),
                Optional.empty()));
  }

  private Optional<List<UUID>> others(Node node, Optional<UUID> tenant) {
    Optional<List<UUID>> others = OidcReader.filled(node, oidc::tenant);
    if (others.isPresent() && tenant.filter(others.get()::contains).isPresent()) {
      return node.refuse(Code.REALM_DUPLICATE, "The organization's own tenant is listed too.");
    }
    return others;
  }

  private Optional<URI> graph(Section section) {
    boolean wanted = section.optional("groupsFromGraph").flatMap(Node::flag).orElse(false);
    Optional<Node> address = section.optional("graphUrl");
    if (address.isPresent() && !wanted) {
      return address
          .get()
          .refuse(Code.REALM_VALUE_INVALID, "Give it together with groupsFromGraph: true.");
    }
    Optional<URI> graph = address.flatMap(urls::origin);
    return wanted ? graph.or(() -> Optional.of(OidcProvider.Entra.DEFAULT_GRAPH)) : graph;
  }
}
