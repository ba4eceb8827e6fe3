package org.guestbridge.simulators.entra;

import java.util.List;
import java.util.Optional;

/**
 * Where one set of endpoints is: of a tenant, of {@code organizations}, of a user flow, or of a
 * provider without tenants.
 *
 * @param prefix starts with a slash; empty for a provider without tenants
 * @param policy the user flow in the prefix
 */
record TenantPath(String prefix, Optional<String> policy) {

  /** The paths that serve this flavour. */
  static List<TenantPath> of(EntraSettings settings) {
    TenantPath tenant = new TenantPath("/" + settings.tenantId(), Optional.empty());
    return switch (settings.flavour().kind()) {
      case SINGLE_TENANT, EXTERNAL_ID -> List.of(tenant);
      case MULTI_TENANT -> List.of(tenant, tenantIndependent().get(0), tenantIndependent().get(1));
      case GENERIC -> List.of(new TenantPath("", Optional.empty()));
      case B2C ->
          settings.flavour().policies().stream()
              .map(
                  policy ->
                      new TenantPath(
                          "/" + settings.initialDomain() + "/" + policy, Optional.of(policy)))
              .toList();
    };
  }

  static List<TenantPath> tenantIndependent() {
    return List.of(
        new TenantPath("/organizations", Optional.empty()),
        new TenantPath("/common", Optional.empty()));
  }

  /** What stands for the tenant in the issuer here: its id, or the template. */
  String issuerTenant(EntraSettings settings) {
    return tenantIndependent().contains(this) ? "{tenantid}" : settings.tenantId().toString();
  }

  String discovery() {
    return prefix.isEmpty()
        ? "/.well-known/openid-configuration"
        : prefix + "/v2.0/.well-known/openid-configuration";
  }

  String keys() {
    return prefix + (prefix.isEmpty() ? "/jwks" : "/discovery/v2.0/keys");
  }

  String authorize() {
    return endpoint("authorize");
  }

  String token() {
    return endpoint("token");
  }

  String logout() {
    return endpoint("logout");
  }

  private String endpoint(String name) {
    return prefix + (prefix.isEmpty() ? "/" : "/oauth2/v2.0/") + name;
  }
}
