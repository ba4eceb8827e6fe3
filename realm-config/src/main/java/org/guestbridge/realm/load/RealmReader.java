package org.guestbridge.realm.load;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.ConnectionName;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Limits;
import org.guestbridge.realm.Mail;
import org.guestbridge.realm.Pages;
import org.guestbridge.realm.ProvisioningChannel;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/** Reads the top of a realm file and hands each section to its reader. */
final class RealmReader {

  private static final int MAX_CONNECTIONS = 32;

  private final References references;
  private final Urls urls;
  private final UpstreamReader upstreamReader;
  private final DownstreamReader downstreamReader;

  RealmReader(References references, Optional<MetadataReader> metadata) {
    this.references = references;
    this.urls = new Urls(references);
    this.upstreamReader = new UpstreamReader(references, urls, metadata);
    this.downstreamReader = new DownstreamReader(references, urls, metadata);
  }

  Optional<Realm> read(Section root) {
    Optional<RealmId> id = root.required("realm").flatMap(RealmReader::realmId);
    Optional<URI> publicUrl = root.required("publicUrl").flatMap(urls::origin);
    Optional<AddressDomains> domains = root.required("domains").flatMap(DomainsReader::read);
    Optional<Mail> mail = root.required("mail").flatMap(Node::section).flatMap(MailReader::read);
    Optional<Map<String, Upstream>> upstreams =
        root.required("upstreams").flatMap(Node::section).flatMap(this::upstreams);
    Optional<Map<String, Downstream>> downstreams =
        root.required("downstreams")
            .flatMap(Node::section)
            .flatMap(section -> downstreams(section, upstreamNames(root)));
    Optional<RuleSet> rules =
        root.required("rules").flatMap(node -> new RulesReader(domains).read(node));
    Optional<Pages> pages = PagesReader.read(root);
    Optional<Limits> limits =
        root.optional("limits").flatMap(Node::section).flatMap(RealmReader::limits);
    Optional<Map<String, ProvisioningChannel>> channels =
        root.optional("provisioning")
            .flatMap(Node::section)
            .flatMap(new ProvisioningReader(references, urls, upstreams)::read);
    return root.finish(
        () ->
            new Realm(
                id.orElseThrow(),
                publicUrl.orElseThrow(),
                mail.orElseThrow(),
                upstreams.orElseThrow(),
                downstreams.orElseThrow(),
                rules.orElseThrow(),
                pages.orElseThrow(),
                limits.orElse(Limits.DEFAULTS),
                channels.orElse(Map.of())));
  }

  static Optional<RealmId> realmId(Node node) {
    return node.text(
        RealmId::parse,
        Code.REALM_VALUE_INVALID,
        "Use 1 to 32 characters a-z 0-9 -, a letter first and no hyphen last.");
  }

  private static Optional<Limits> limits(Section section) {
    Optional<Integer> client = rate(section, "perClientPerMinute");
    Optional<Integer> realm = rate(section, "perRealmPerSecond");
    return section.finish(
        () ->
            new Limits(
                client.orElse(Limits.DEFAULTS.perClientPerMinute()),
                realm.orElse(Limits.DEFAULTS.perRealmPerSecond())));
  }

  private static Optional<Integer> rate(Section section, String key) {
    return section.optional(key).flatMap(node -> node.integer(1, Limits.MAXIMUM));
  }

  private Optional<Map<String, Upstream>> upstreams(Section section) {
    int count = section.members().size();
    if (count == 0 || count > MAX_CONNECTIONS) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give 1 to 32 upstreams.");
    }
    return named(section, upstreamReader::read);
  }

  /** The names as written, whether the upstreams can be read or not. */
  private static Set<String> upstreamNames(Section root) {
    return root.optional("upstreams")
        .filter(Node::isMapping)
        .flatMap(Node::section)
        .map(section -> section.members().keySet())
        .orElse(Set.of());
  }

  private Optional<Map<String, Downstream>> downstreams(Section section, Set<String> upstreams) {
    int count = section.members().size();
    if (count == 0 || count > MAX_CONNECTIONS) {
      section.node().report(Code.REALM_VALUE_INVALID, "Give 1 to 32 downstreams.");
    }
    return named(section, (name, opened) -> downstreamReader.read(name, opened, upstreams));
  }

  private static <T> Optional<Map<String, T>> named(
      Section section, BiFunction<String, Section, Optional<T>> reader) {
    Map<String, T> read = new LinkedHashMap<>();
    section
        .members()
        .forEach(
            (name, node) -> {
              Optional<Section> member = node.section();
              if (!ConnectionName.isLegal(name)) {
                node.report(
                    Code.REALM_VALUE_INVALID,
                    "A name has 1 to 32 characters a-z 0-9 -, a letter first.");
              }
              member
                  .flatMap(opened -> reader.apply(name, opened))
                  .ifPresent(connection -> read.put(name, connection));
            });
    return section.finish(() -> read);
  }
}
