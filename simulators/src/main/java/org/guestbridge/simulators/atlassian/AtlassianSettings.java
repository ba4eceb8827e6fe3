package org.guestbridge.simulators.atlassian;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The simulated organization.
 *
 * @param port port of the login pages and the assertion consumer on 127.0.0.1; 0 takes a free one
 * @param productPort port of the product to which a login leads, another origin; 0 takes a free one
 * @param samlId the unique id in the service provider's entity id and assertion consumer
 * @param domains states of the e-mail domains, by lower-case name
 * @param clockSkew how far the identity provider's clock may be off
 */
public record AtlassianSettings(
    int port,
    int productPort,
    String samlId,
    Map<String, DomainState> domains,
    Duration clockSkew,
    Clock clock) {

  public static final String DEFAULT_SAML_ID = "2f6b1f0e-5a52-4f0c-9a3e-7d1c8b6a5e40";

  public AtlassianSettings {
    domains = Map.copyOf(domains);
  }

  /** Free ports; example.com and guests.example.com are verified; three minutes of skew. */
  public static AtlassianSettings defaults() {
    Map<String, DomainState> domains = new LinkedHashMap<>();
    domains.put("example.com", DomainState.VERIFIED);
    domains.put("guests.example.com", DomainState.VERIFIED);
    return new AtlassianSettings(
        0, 0, DEFAULT_SAML_ID, domains, Duration.ofMinutes(3), Clock.systemUTC());
  }

  public AtlassianSettings withPorts(int login, int product) {
    return new AtlassianSettings(login, product, samlId, domains, clockSkew, clock);
  }

  public AtlassianSettings withSamlId(String value) {
    return new AtlassianSettings(port, productPort, value, domains, clockSkew, clock);
  }

  public AtlassianSettings withDomains(Map<String, DomainState> value) {
    return new AtlassianSettings(port, productPort, samlId, value, clockSkew, clock);
  }

  public AtlassianSettings withClock(Clock value) {
    return new AtlassianSettings(port, productPort, samlId, domains, clockSkew, value);
  }
}
