package org.guestbridge.app.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Realm;

/**
 * Where the form that carries a response may go, for the policy's {@code form-action}: the consumer
 * itself and every origin it redirects to, since browsers apply the directive to redirects after
 * the POST (CSP Level 3 section 6.4.2).
 */
final class FormTargets {

  private FormTargets() {}

  static List<String> of(Realm realm, String downstream) {
    Downstream.AtlassianSaml settings =
        (Downstream.AtlassianSaml) realm.downstreams().get(downstream);
    List<String> targets = new ArrayList<>();
    if (settings != null) {
      targets.add(origin(settings.acs()));
      targets.addAll(settings.redirectOrigins());
    }
    return targets;
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
