package org.guestbridge.app.boot;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.app.graph.GraphProfile;
import org.guestbridge.app.scim.in.StoredProfile;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.ProvisioningChannel;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.ScimChannel;

/** What a realm file says about provisioning, as the core reads it. */
final class ProvisioningOfRealm {

  private ProvisioningOfRealm() {}

  static Provisioning of(Realm realm) {
    return new Provisioning(
        realm.channels().values().stream().map(channel -> channel(channel, realm)).toList(),
        realm.downstreams().values().stream().flatMap(ProvisioningOfRealm::directory).toList(),
        realm.mail().routing());
  }

  /** Where it has a directory that the broker fills, and may be told of anybody at all. */
  private static Stream<Directory> directory(Downstream downstream) {
    if (downstream instanceof SamlServiceProvider app && app.directory().isPresent()) {
      Optional<Set<String>> upstreams = app.release().upstreams();
      return upstreams.filter(Set::isEmpty).isPresent()
          ? Stream.empty()
          : Stream.of(new Directory(app.name(), upstreams.orElse(Set.of())));
    }
    return Stream.empty();
  }

  private static Channel channel(ProvisioningChannel channel, Realm realm) {
    if (channel instanceof GraphChannel graph) {
      GraphProfile reader = GraphProfile.of(graph);
      return new Channel(
          graph.name(),
          graph.upstream(),
          graph.tenant(),
          reader.kinds(graph.name()),
          reader,
          graph.provisions());
    }
    ScimChannel scim = (ScimChannel) channel;
    return new Channel(
        scim.name(),
        scim.upstream(),
        scim.tenant(),
        kinds(scim.kinds(), realm),
        new StoredProfile(),
        true);
  }

  private static KindSource kinds(ScimChannel.Kinds kinds, Realm realm) {
    if (kinds instanceof ScimChannel.Kinds.Population population) {
      return new KindSource.Declared(population.kind());
    }
    String name = ((ScimChannel.Kinds.FromGraph) kinds).channel();
    GraphChannel shows = (GraphChannel) Objects.requireNonNull(realm.channels().get(name));
    return GraphProfile.of(shows).kinds(name);
  }
}
