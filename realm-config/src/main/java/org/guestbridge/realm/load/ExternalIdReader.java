package org.guestbridge.realm.load;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads an upstream that is an Entra External ID tenant. */
final class ExternalIdReader {

  private final OidcReader oidc;
  private final Urls urls;

  ExternalIdReader(OidcReader oidc, Urls urls) {
    this.oidc = oidc;
    this.urls = urls;
  }

  Optional<Upstream> read(String name, Section section) {
    return oidc.read(name, section, provider(section), OidcReader.Defaults.MICROSOFT);
  }

  /** Whose tokens they are. */
  Optional<OidcProvider.ExternalId> provider(Section section) {
    Optional<URI> authority = section.required("authority").flatMap(urls::base);
    Optional<UUID> tenant = section.required("tenant").flatMap(oidc::tenant);
    Optional<List<String>> issuers = section.optional("issuers").flatMap(this::issuers);
    return authority.flatMap(
        host ->
            tenant.map(
                id ->
                    new OidcProvider.ExternalId(
                        host, id, new LinkedHashSet<>(issuers.orElse(List.of())))));
  }

  private Optional<List<String>> issuers(Node node) {
    return OidcReader.distinct(node, node.items(each -> urls.endpoint(each).map(URI::toString)));
  }
}
