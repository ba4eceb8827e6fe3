package org.guestbridge.app.downstream.saml;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.SamlServiceProvider;

/** The configured downstreams; entityIDs are compared character by character. */
final class ServiceProviders {

  private final InstantSource clock;
  private final Map<String, ServiceProvider> byEntityId = new HashMap<>();
  private final Map<String, ServiceProvider> byName = new HashMap<>();

  /**
   * Takes the downstreams of a realm.
   *
   * @throws IllegalArgumentException when two share a name or an entityID
   */
  ServiceProviders(Collection<SamlServiceProvider> settings, InstantSource clock) {
    this.clock = clock;
    for (SamlServiceProvider each : settings) {
      ServiceProvider provider = ServiceProvider.of(each);
      if (byEntityId.put(provider.entityId(), provider) != null
          || byName.put(provider.name(), provider) != null) {
        throw new IllegalArgumentException("two downstreams share a name or an entityID");
      }
    }
  }

  /**
   * The downstream of that entityID.
   *
   * @throws RefusalException SAML_SP_UNKNOWN; SAML_METADATA_EXPIRED when what is known of it is no
   *     longer valid
   */
  ServiceProvider issuerOf(String entityId) throws RefusalException {
    ServiceProvider provider = byEntityId.get(entityId);
    if (provider == null) {
      throw new RefusalException(Code.SAML_SP_UNKNOWN, "no downstream has this entityID");
    }
    return current(provider);
  }

  /**
   * The downstream that an earlier request came from.
   *
   * @throws RefusalException SAML_SP_UNKNOWN when the realm has dropped it since;
   *     SAML_METADATA_EXPIRED
   */
  ServiceProvider named(String name) throws RefusalException {
    ServiceProvider provider = byName.get(name);
    if (provider == null) {
      throw new RefusalException(Code.SAML_SP_UNKNOWN, "the downstream is no longer configured");
    }
    return current(provider);
  }

  /** SAML metadata 2.3.2: nothing is relied on from validUntil on, whenever it was read. */
  private ServiceProvider current(ServiceProvider provider) throws RefusalException {
    Optional<Instant> end = provider.registration().validUntil();
    if (end.isPresent() && !clock.instant().isBefore(end.get())) {
      throw new RefusalException(
          Code.SAML_METADATA_EXPIRED,
          "the downstream's metadata have expired since they were read");
    }
    return provider;
  }

  /** The URIs of the NameID formats in use, in one order whatever the order of the file. */
  List<String> nameIdFormats() {
    return byName.values().stream()
        .map(provider -> provider.settings().nameIdFormat())
        .distinct()
        .sorted()
        .map(NameIdFormat::uri)
        .toList();
  }

  /** Whether any downstream may ask for logout. */
  boolean anyLogsOut() {
    return byName.values().stream().anyMatch(p -> p.registration().singleLogout().isPresent());
  }

  /** Whether every downstream has to sign its requests. */
  boolean allSign() {
    return byName.values().stream().allMatch(p -> p.settings().requireSignedRequests());
  }
}
