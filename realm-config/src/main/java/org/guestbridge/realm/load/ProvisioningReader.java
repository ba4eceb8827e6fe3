package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.ConnectionName;
import org.guestbridge.realm.ProvisioningChannel;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads {@code provisioning}: the channels by which the broker is told of people. */
final class ProvisioningReader {

  private static final int MAX_CHANNELS = 16;

  private final Map<String, ChannelReader> types = new LinkedHashMap<>();
  private final ScimChannelReader scim;
  private final Optional<Map<String, Upstream>> upstreams;

  /** Reads a channel of one type. */
  @FunctionalInterface
  private interface ChannelReader {
    Optional<? extends ProvisioningChannel> read(String name, Section section, Named upstream);
  }

  /**
   * The upstream that a channel names.
   *
   * @param node where it is named
   * @param known whether upstreams could be read at all; where not, that is told at their own place
   * @param found the upstream of that name
   */
  record Named(Optional<Node> node, boolean known, Optional<Upstream> found) {

    /** Notes that the upstream is not one of those expected. */
    <T> Optional<T> refuse(String expected) {
      if (known) {
        node.filter(Node::isText)
            .ifPresent(named -> named.report(Code.REALM_REFERENCE_UNKNOWN, expected));
      }
      return Optional.empty();
    }
  }

  /** A reader for one realm; {@code upstreams} is empty when they could not be read. */
  ProvisioningReader(References references, Urls urls, Optional<Map<String, Upstream>> upstreams) {
    this.upstreams = upstreams;
    OidcReader oidc = new OidcReader(references);
    scim = new ScimChannelReader(references, urls, oidc);
    types.put("scim", scim::read);
    types.put("graph", new GraphChannelReader(urls, oidc)::read);
  }

  Optional<Map<String, ProvisioningChannel>> read(Section section) {
    Optional<Map<String, ProvisioningChannel>> channels =
        section.required("channels").flatMap(Node::section).flatMap(this::channels);
    return section.finish(channels::orElseThrow);
  }

  private Optional<Map<String, ProvisioningChannel>> channels(Section section) {
    Map<String, Node> members = section.members();
    if (members.isEmpty() || members.size() > MAX_CHANNELS) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give 1 to 16 channels.");
    }
    Map<String, ProvisioningChannel> read = new LinkedHashMap<>();
    members.forEach(
        (name, node) -> {
          Optional<Section> member = node.section();
          if (!ConnectionName.isLegal(name)) {
            node.report(
                Code.REALM_VALUE_INVALID,
                "A name has 1 to 32 characters a-z 0-9 -, a letter first.");
          }
          member
              .flatMap(opened -> channel(name, opened))
              .ifPresent(channel -> read.put(name, channel));
        });
    scim.checkKinds(read, members.keySet());
    return section.finish(() -> read);
  }

  private Optional<? extends ProvisioningChannel> channel(String name, Section section) {
    Optional<ChannelReader> type = section.required("type").flatMap(node -> node.oneOf(types));
    Optional<Node> node = section.required("upstream");
    Optional<Upstream> found =
        node.flatMap(Node::text)
            .flatMap(text -> upstreams.flatMap(all -> Optional.ofNullable(all.get(text))));
    Named upstream = new Named(node, upstreams.isPresent(), found);
    return type.flatMap(reader -> reader.read(name, section, upstream));
  }
}
