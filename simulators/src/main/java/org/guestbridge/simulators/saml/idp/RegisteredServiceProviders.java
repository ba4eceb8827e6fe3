package org.guestbridge.simulators.saml.idp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who may ask this identity provider, and where it may answer. Safe for use by several threads. */
final class RegisteredServiceProviders {

  private final IdpProfile profile;
  private final Map<String, RegisteredServiceProvider> registered = new ConcurrentHashMap<>();

  RegisteredServiceProviders(IdpProfile profile) {
    this.profile = profile;
  }

  /** Registers a service provider, instead of the one with the same entity id. */
  void register(RegisteredServiceProvider serviceProvider) {
    registered.put(serviceProvider.entityId(), serviceProvider);
  }

  List<String> entityIds() {
    return registered.keySet().stream().sorted().toList();
  }

  Optional<RegisteredServiceProvider> find(String entityId) {
    return Optional.ofNullable(registered.get(entityId));
  }

  /** The service provider with this entity id. */
  RegisteredServiceProvider known(String issuer) throws RequestRefused {
    RegisteredServiceProvider known = registered.get(issuer);
    if (known == null) {
      throw RequestRefused.onPage(profile.unknownServiceProvider(issuer));
    }
    return known;
  }

  /** Where the response to this request goes: only ever to a registered address. */
  String consumer(AuthnRequest asked, RegisteredServiceProvider serviceProvider)
      throws RequestRefused {
    List<String> addresses = serviceProvider.assertionConsumers();
    if (asked.assertionConsumer().isPresent()) {
      String address = asked.assertionConsumer().get();
      if (!addresses.contains(address)) {
        throw RequestRefused.onPage(profile.unregisteredAssertionConsumer(address));
      }
      return address;
    }
    int index = asked.assertionConsumerIndex().orElse(0);
    if (index >= addresses.size()) {
      throw RequestRefused.onPage(profile.unregisteredAssertionConsumer("index " + index));
    }
    return addresses.get(index);
  }
}
