package org.guestbridge.app.boot;

import java.util.List;
import org.guestbridge.app.scim.in.StoredProfile;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.provisioning.MailReadiness;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.ScimChannel;

/** What a realm file says about provisioning, as the core reads it. */
final class ProvisioningOfRealm {

  private ProvisioningOfRealm() {}

  static Provisioning of(Realm realm) {
    return new Provisioning(
        realm.channels().values().stream().map(ProvisioningOfRealm::channel).toList(),
        List.of(),
        MailReadiness.HANDLED_ELSEWHERE);
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
