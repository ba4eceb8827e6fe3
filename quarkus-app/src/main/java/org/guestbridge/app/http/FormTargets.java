package org.guestbridge.app.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;

/**
 * Where the form that carries a response may go, for the policy's {@code form-action}: the consumer
 * itself and every origin it redirects to, since browsers apply the directive to redirects after
 * the POST (CSP Level 3 section 6.4.2).
 */
final class FormTargets {

  private FormTargets() {}

  /**
   * The targets of one form.
   *
   * @param action where the form is posted to
   */
  static List<String> of(Realm realm, String downstream, URI action) {
    List<String> targets = new ArrayList<>();
    targets.add(origin(action));
    if (realm.downstreams().get(downstream) instanceof SamlServiceProvider provider) {
      targets.addAll(provider.redirectOrigins());
    }
    return targets;
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
