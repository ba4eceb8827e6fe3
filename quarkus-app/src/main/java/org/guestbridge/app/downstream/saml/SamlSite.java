package org.guestbridge.app.downstream.saml;

import java.net.URI;
import java.util.List;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.SamlServiceProvider;

/**
 * What the identity provider of one realm is configured with.
 *
 * @param realm the realm's name in URLs
 * @param publicUrl the origin that browsers reach the broker at, no trailing slash
 * @param domains where employees keep addresses and where guests get aliases
 * @param downstreams the service providers
 */
public record SamlSite(
    RealmId realm, URI publicUrl, AddressDomains domains, List<SamlServiceProvider> downstreams) {

  public SamlSite {
    downstreams = List.copyOf(downstreams);
    if (publicUrl.toString().endsWith("/")) {
      throw new IllegalArgumentException("publicUrl ends with a slash");
    }
  }

  /** Our entityID, and where the metadata are. */
  public String entityId() {
    return base() + "/metadata";
  }

  /** Where both bindings are served. */
  public String ssoUrl() {
    return base() + "/sso";
  }

  /** Where logout is asked for, by both bindings. */
  public String logoutUrl() {
    return base() + "/slo";
  }

  private String base() {
    return publicUrl + "/r/" + realm.value() + "/saml";
  }
}
