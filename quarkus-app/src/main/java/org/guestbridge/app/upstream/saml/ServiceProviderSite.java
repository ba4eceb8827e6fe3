package org.guestbridge.app.upstream.saml;

import java.net.URI;

/**
 * The broker's own names towards one upstream: it is another service provider to each, so that no
 * upstream's response is good at another's address.
 *
 * @param entityId ours, and where the metadata are
 * @param acs where responses are posted; compared exactly with what a response says
 */
public record ServiceProviderSite(String entityId, String acs) {

  /**
   * The names in a realm.
   *
   * @param publicUrl the origin that browsers reach the broker at, no trailing slash
   */
  public static ServiceProviderSite of(URI publicUrl, String realm, String upstream) {
    String base = publicUrl + "/r/" + realm + "/saml/" + upstream;
    return new ServiceProviderSite(base + "/metadata", base + "/acs");
  }
}
