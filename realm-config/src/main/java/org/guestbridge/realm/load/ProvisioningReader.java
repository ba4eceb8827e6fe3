package org.guestbridge.realm.load;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.BearerDigest;
import org.guestbridge.realm.ConnectionName;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.ScimChannel;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads {@code provisioning}: the channels by which the broker is told of people. */
final class ProvisioningReader {

  private static final int MAX_CHANNELS = 16;

  private final References references;
  private final Optional<Map<String, Upstream>> upstreams;
  private final Set<BearerDigest> taken = new HashSet<>();

  /** A reader for one realm; {@code upstreams} is empty when they could not be read. */
  ProvisioningReader(References references, Optional<Map<String, Upstream>> upstreams) {
    this.references = references;
    this.upstreams = upstreams;
  }

  Optional<Map<String, ScimChannel>> read(Section section) {
    Optional<Map<String, ScimChannel>> channels =
        section.required("channels").flatMap(Node::section).flatMap(this::channels);
    return section.finish(channels::orElseThrow);
  }

  private Optional<Map<String, ScimChannel>> channels(Section section) {
    Map<String, Node> members = section.members();
    if (members.isEmpty() || members.size() > MAX_CHANNELS) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give 1 to 16 channels.");
    }
    Map<String, ScimChannel> read = new LinkedHashMap<>();
    members.forEach(
        (name, node) -> {
          if (!ConnectionName.isLegal(name)) {
            node.report(
                Code.REALM_VALUE_INVALID,
                "A name has 1 to 32 characters a-z 0-9 -, a letter first.");
          }
          node.section()
              .flatMap(opened -> channel(name, opened))
              .ifPresent(channel -> read.put(name, channel));
        });
    return section.finish(() -> read);
  }

  private Optional<ScimChannel> channel(String name, Section section) {
    section.required("type").ifPresent(node -> node.mustBe("scim"));
    Optional<Node> upstreamNode = section.required("upstream");
    Optional<String> upstream = upstreamNode.flatMap(Node::text);
    Optional<UUID> tenant = upstreamNode.flatMap(node -> tenant(node, upstream));
    Optional<ScimChannel.Population> population =
        section
            .required("population")
            .flatMap(
                node ->
                    node.oneOf(
                        UpstreamReader.ordered(
                            "guests",
                            ScimChannel.Population.GUESTS,
                            "employees",
                            ScimChannel.Population.EMPLOYEES)));
    Optional<List<BearerDigest>> tokens = section.required("tokens").flatMap(this::tokens);
    // Upstreams that could not be read are told of at their own place.
    return upstreams.isEmpty()
        ? Optional.empty()
        : section.finish(
            () ->
                new ScimChannel(
                    name,
                    upstream.orElseThrow(),
                    tenant.orElseThrow(),
                    population.orElseThrow(),
                    tokens.orElseThrow()));
  }

  private Optional<UUID> tenant(Node node, Optional<String> name) {
    if (upstreams.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(upstreams.get().get(name.get()))
        .flatMap(ProvisioningReader::tenant)
        .or(
            () ->
                node.refuse(
                    Code.REALM_REFERENCE_UNKNOWN,
                    "Name an upstream of type entra-oidc or entra-saml."));
  }

  private static Optional<UUID> tenant(Upstream upstream) {
    if (upstream instanceof OidcUpstream oidc
        && oidc.provider() instanceof OidcProvider.Entra entra) {
      return Optional.of(entra.tenant());
    }
    return upstream instanceof SamlUpstream saml
            && saml.kind() instanceof SamlUpstream.Kind.Entra entra
        ? Optional.of(entra.tenant())
        : Optional.empty();
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
