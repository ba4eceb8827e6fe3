package org.guestbridge.realm.load;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.WithdrawalLimit;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads a channel of type {@code graph}: a directory that the broker asks. */
final class GraphChannelReader {

  private static final Map<String, Boolean> SCOPES =
      UpstreamReader.ordered("assigned", true, "everybody", false);
  private static final Pattern CLIENT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MINUTES_OF_A_DAY = 24 * 60;
  private static final int HOURS_OF_SIX_DAYS = 6 * 24;

  private final Urls urls;
  private final OidcReader oidc;

  /**
   * Where a directory's tokens come from, and whose it is.
   *
   * @param authority the login host
   */
  private record Home(OidcUpstream upstream, UUID tenant, URI authority) {

    /** Whether everybody is external. */
    boolean customers() {
      return !(upstream.provider() instanceof OidcProvider.Entra);
    }
  }

  GraphChannelReader(Urls urls, OidcReader oidc) {
    this.urls = urls;
    this.oidc = oidc;
  }

  Optional<GraphChannel> read(String name, Section section, ProvisioningReader.Named upstream) {
    Optional<Home> home =
        upstream
            .found()
            .filter(OidcUpstream.class::isInstance)
            .map(OidcUpstream.class::cast)
            .flatMap(GraphChannelReader::home)
            .or(
                () ->
                    upstream.refuse(
                        "Name an upstream of type entra-oidc, entra-external-id or azure-b2c."));
    Optional<Boolean> assigned = section.required("scope").flatMap(node -> node.oneOf(SCOPES));
    Optional<String> application =
        section.optional("application").flatMap(node -> application(node, assigned));
    Optional<Set<DomainName>> domains = ownDomains(section, home);
    Optional<Boolean> provisions = section.optional("provisions").flatMap(Node::flag);
    Optional<URI> graph = section.optional("graphUrl").flatMap(urls::origin);
    Optional<URI> authority = section.optional("authority").flatMap(urls::base);
    Optional<Integer> minutes =
        section.optional("everyMinutes").flatMap(node -> node.integer(1, MINUTES_OF_A_DAY));
    Optional<Integer> hours =
        section.optional("fullEveryHours").flatMap(node -> node.integer(1, HOURS_OF_SIX_DAYS));
    Optional<WithdrawalLimit> limit =
        section.optional("withdrawAtMost").flatMap(GraphChannelReader::limit);
    return upstream.known()
        ? section.finish(
            () ->
                new GraphChannel(
                    name,
                    home.orElseThrow().upstream().name(),
                    home.orElseThrow().tenant(),
                    home.orElseThrow().upstream().provider(),
                    domains.orElse(Set.of()),
                    home.orElseThrow().upstream().clientId(),
                    assigned.orElseThrow()
                        ? application.or(
                            () -> Optional.of(home.orElseThrow().upstream().clientId()))
                        : Optional.empty(),
                    provisions.orElse(true),
                    graph.orElse(OidcProvider.Entra.DEFAULT_GRAPH),
                    authority.orElse(home.orElseThrow().authority()),
                    minutes
                        .map(number -> Duration.ofMinutes(number))
                        .orElse(GraphChannel.DEFAULT_EVERY),
                    hours
                        .map(number -> Duration.ofHours(number))
                        .orElse(GraphChannel.DEFAULT_FULL_EVERY),
                    limit.orElse(WithdrawalLimit.DEFAULT)))
        : Optional.empty();
  }

  private static Optional<WithdrawalLimit> limit(Node node) {
    Optional<Section> section = node.section();
    Optional<Integer> percent =
        section.flatMap(limit -> limit.optional("percent")).flatMap(each -> each.integer(1, 100));
    Optional<Integer> people =
        section
            .flatMap(limit -> limit.optional("people"))
            .flatMap(each -> each.integer(1, WithdrawalLimit.MAX_PEOPLE));
    return section.flatMap(
        limit ->
            limit.finish(
                () ->
                    new WithdrawalLimit(
                        percent.orElse(WithdrawalLimit.DEFAULT.percent()),
                        people.orElse(WithdrawalLimit.DEFAULT.people()))));
  }

  /** The directory's own login host; that of B2C gives tokens for people alone. */
  private static Optional<Home> home(OidcUpstream upstream) {
    if (upstream.provider() instanceof OidcProvider.Entra entra) {
      return Optional.of(new Home(upstream, entra.tenant(), entra.authority()));
    }
    if (upstream.provider() instanceof OidcProvider.ExternalId customers) {
      return Optional.of(new Home(upstream, customers.tenant(), customers.authority()));
    }
    return upstream.provider() instanceof OidcProvider.B2c b2c
        ? Optional.of(new Home(upstream, b2c.tenant(), OidcProvider.Entra.DEFAULT_AUTHORITY))
        : Optional.empty();
  }

  private Optional<String> application(Node node, Optional<Boolean> assigned) {
    if (assigned.filter(only -> !only).isPresent()) {
      return node.refuse(Code.REALM_VALUE_INVALID, "Give it together with scope: assigned.");
    }
    return oidc.matching(node, CLIENT_ID, "Give the application (client) id, a GUID.");
  }

  private static Optional<Set<DomainName>> ownDomains(Section section, Optional<Home> home) {
    boolean tellsApart = home.filter(found -> !found.customers()).isPresent();
    Optional<Node> node =
        tellsApart ? section.required("ownDomains") : section.optional("ownDomains");
    if (node.isPresent() && home.filter(Home::customers).isPresent()) {
      return node.get()
          .refuse(
              Code.REALM_VALUE_INVALID,
              "Everybody of a customer directory is external; remove it.");
    }
    Optional<List<DomainName>> domains =
        node.flatMap(each -> OidcReader.filled(each, DomainsReader::domain));
    return domains.map(LinkedHashSet::new);
  }
}
