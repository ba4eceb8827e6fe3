package org.guestbridge.realm.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.BearerDigest;
import org.guestbridge.realm.EntraTokens;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.ProvisioningChannel;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.ScimChannel;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;
import org.jspecify.annotations.Nullable;

/** Reads a channel of type {@code scim}: a job of Entra's provisioning service. */
final class ScimChannelReader {

  private static final Map<String, ScimChannel.Kinds> POPULATIONS =
      UpstreamReader.ordered(
          "guests", new ScimChannel.Kinds.Population(AccountKind.EXTERNAL),
          "employees", new ScimChannel.Kinds.Population(AccountKind.INTERNAL));
  private static final Map<String, ScimChannel.Refused> REFUSED =
      UpstreamReader.ordered(
          "store", ScimChannel.Refused.STORE, "error", ScimChannel.Refused.ERROR);
  private static final Pattern AUDIENCE = Pattern.compile("[!-~]{1,256}");

  private final References references;
  private final Urls urls;
  private final OidcReader oidc;
  private final Set<BearerDigest> taken = new HashSet<>();
  private final List<KindsFrom> kindsFrom = new ArrayList<>();

  /**
   * A channel that is to show kinds.
   *
   * @param node where it is named
   * @param tenant the tenant that it has to be of; empty when the upstream is wrong
   */
  private record KindsFrom(Node node, String channel, Optional<UUID> tenant) {}

  private final List<EntraTokens> accepted = new ArrayList<>();

  ScimChannelReader(References references, Urls urls, OidcReader oidc) {
    this.references = references;
    this.urls = urls;
    this.oidc = oidc;
  }

  Optional<ScimChannel> read(String name, Section section, ProvisioningReader.Named upstream) {
    Optional<UUID> tenant =
        upstream
            .found()
            .flatMap(ScimChannelReader::tenant)
            .or(() -> upstream.refuse("Name an upstream of type entra-oidc or entra-saml."));
    Optional<ScimChannel.Kinds> kinds = kinds(section, tenant);
    Optional<Node> entra = section.optional("entraTokens");
    Optional<Node> listed =
        entra.isPresent() ? section.optional("tokens") : section.required("tokens");
    Optional<List<BearerDigest>> tokens = listed.flatMap(this::tokens);
    Optional<EntraTokens> entraTokens =
        entra
            .flatMap(Node::section)
            .flatMap(opened -> entraTokens(opened, upstream, tenant))
            .flatMap(read -> distinct(entra.orElseThrow(), read));
    Optional<ScimChannel.Refused> refused =
        section.optional("refused").flatMap(node -> node.oneOf(REFUSED));
    return upstream.known()
        ? section.finish(
            () ->
                new ScimChannel(
                    name,
                    upstream.found().orElseThrow().name(),
                    tenant.orElseThrow(),
                    kinds.orElseThrow(),
                    tokens.orElse(List.of()),
                    entraTokens,
                    refused.orElse(ScimChannel.Refused.STORE)))
        : Optional.empty();
  }

  private Optional<ScimChannel.Kinds> kinds(Section section, Optional<UUID> tenant) {
    Optional<Node> from = section.optional("kindsFrom");
    if (from.isEmpty()) {
      return section.required("population").flatMap(node -> node.oneOf(POPULATIONS));
    }
    Optional<String> channel = from.flatMap(Node::text);
    channel.ifPresent(name -> kindsFrom.add(new KindsFrom(from.get(), name, tenant)));
    Optional<Node> population = section.optional("population");
    return population.isPresent()
        ? population.get().refuse(Code.REALM_VALUE_INVALID, "Give population or kindsFrom alone.")
        : channel.map(ScimChannel.Kinds.FromGraph::new);
  }

  /**
   * Notes where a channel that is to show kinds does not.
   *
   * @param all the channels that could be read, by name
   * @param named the names of all channels; one that could not be read is told of there
   */
  void checkKinds(Map<String, ProvisioningChannel> all, Set<String> named) {
    for (KindsFrom each : kindsFrom) {
      boolean unread = named.contains(each.channel()) && !all.containsKey(each.channel());
      if (!unread
          && each.tenant().isPresent()
          && !shows(all.get(each.channel()), each.tenant().get())) {
        each.node()
            .report(
                Code.REALM_REFERENCE_UNKNOWN,
                "Name a channel of type graph of the same tenant, with provisions: false.");
      }
    }
  }

  private static boolean shows(@Nullable ProvisioningChannel channel, UUID tenant) {
    return channel instanceof GraphChannel graph
        && !graph.provisions()
        && !graph.isOfCustomers()
        && graph.tenant().equals(tenant);
  }

  private static Optional<UUID> tenant(Upstream upstream) {
    if (upstream instanceof OidcUpstream connection
        && connection.provider() instanceof OidcProvider.Entra entra) {
      return Optional.of(entra.tenant());
    }
    return upstream instanceof SamlUpstream saml
            && saml.kind() instanceof SamlUpstream.Kind.Entra entra
        ? Optional.of(entra.tenant())
        : Optional.empty();
  }

  private Optional<EntraTokens> entraTokens(
      Section section, ProvisioningReader.Named upstream, Optional<UUID> ofUpstream) {
    Optional<UUID> tenant = section.optional("tenant").flatMap(oidc::tenant);
    Optional<URI> authority = section.optional("authority").flatMap(urls::base);
    Optional<Set<String>> audiences = texts(section, "audiences");
    Optional<Set<String>> applications = texts(section, "applications");
    Optional<UUID> issuing = tenant.or(() -> ofUpstream);
    // Without a tenant the upstream is wrong or unread, which is told there.
    return issuing.isEmpty()
        ? Optional.empty()
        : section.finish(
            () ->
                new EntraTokens(
                    issuing.get(),
                    authority.orElseGet(() -> authority(upstream)),
                    audiences.orElse(Set.of(EntraTokens.DEFAULT_AUDIENCE)),
                    applications.orElse(Set.of(EntraTokens.DEFAULT_APPLICATION))));
  }

  /** A token has to tell its channel, since each is for another population. */
  private Optional<EntraTokens> distinct(Node node, EntraTokens read) {
    boolean isDistinct = accepted.stream().noneMatch(read::overlaps);
    accepted.add(read);
    return isDistinct
        ? Optional.of(read)
        : node.refuse(
            Code.REALM_DUPLICATE,
            "Another channel takes the same tokens; give each an audience of its own.");
  }

  private static URI authority(ProvisioningReader.Named upstream) {
    return upstream.found().orElseThrow() instanceof OidcUpstream connection
            && connection.provider() instanceof OidcProvider.Entra entra
        ? entra.authority()
        : OidcProvider.Entra.DEFAULT_AUTHORITY;
  }

  private Optional<Set<String>> texts(Section section, String key) {
    return section
        .optional(key)
        .flatMap(
            node ->
                OidcReader.filled(
                    node,
                    each ->
                        oidc.matching(each, AUDIENCE, "Give 1 to 256 characters without spaces.")))
        .map(LinkedHashSet::new);
  }

  private Optional<List<BearerDigest>> tokens(Node node) {
    Optional<List<BearerDigest>> tokens = node.items(this::token);
    int count = node.isList() ? node.tree().size() : 1;
    return count >= 1 && count <= ScimChannel.MAX_TOKENS
        ? tokens
        : node.refuse(Code.REALM_VALUE_INVALID, "Give 1 to 4 tokens.");
  }

  private Optional<BearerDigest> token(Node node) {
    Optional<String> token = references.secret(node).map(secret -> secret.reveal());
    if (token.isPresent() && !BearerDigest.isFit(token.get())) {
      return node.refuse(
          Code.REALM_VALUE_INVALID,
          "A token has 32 to 1,024 characters A-Z a-z 0-9 - . _ ~ + / and = at the end.");
    }
    Optional<BearerDigest> digest = token.map(BearerDigest::of);
    return digest.isEmpty() || taken.add(digest.get())
        ? digest
        : node.refuse(Code.REALM_DUPLICATE, "Another place of this realm has this token.");
  }
}
