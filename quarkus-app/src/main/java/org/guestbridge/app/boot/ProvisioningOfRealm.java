package org.guestbridge.app.boot;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guestbridge.app.scim.in.StoredProfile;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.ScimChannel;

/** What a realm file says about provisioning, as the core reads it. */
final class ProvisioningOfRealm {

  private ProvisioningOfRealm() {}

  static Provisioning of(Realm realm) {
    return new Provisioning(
        realm.channels().values().stream().map(ProvisioningOfRealm::channel).toList(),
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

  private static Channel channel(ScimChannel channel) {
    return new Channel(
        channel.name(),
        channel.upstream(),
        channel.tenant(),
        new KindSource.Declared(channel.population().kind()),
        new StoredProfile(channel.population()));
  }
}
