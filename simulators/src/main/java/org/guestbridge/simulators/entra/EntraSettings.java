package org.guestbridge.simulators.entra;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The simulated tenant and its one app registration.
 *
 * @param port port on 127.0.0.1; 0 takes a free one
 * @param tenantId the tenant's id, {@code tid}
 * @param initialDomain the tenant's {@code onmicrosoft.com} domain
 * @param clientId the app registration
 * @param clientSecret accepted by {@code client_secret_post} and {@code client_secret_basic}
 * @param clientCertificate accepted by {@code private_key_jwt}
 * @param redirectUris registered redirect URIs, compared as strings; empty accepts any loopback URI
 * @param optionalClaims the optional claims that the app registration asks for
 * @param clock the tenant's time
 * @param flavour which product of the family this tenant is
 * @param postLogoutRedirectUris registered like redirectUris; empty accepts any loopback URI
 * @param frontChannelLogout the registered address that is loaded with {@code sid} and {@code iss}
 */
public record EntraSettings(
    int port,
    UUID tenantId,
    String initialDomain,
    String clientId,
    Optional<String> clientSecret,
    Optional<X509Certificate> clientCertificate,
    Set<URI> redirectUris,
    Set<OptionalClaim> optionalClaims,
    Clock clock,
    OidcFlavour flavour,
    Set<URI> postLogoutRedirectUris,
    Optional<URI> frontChannelLogout) {

  public static final UUID DEFAULT_TENANT = UUID.fromString("3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81");
  public static final String DEFAULT_INITIAL_DOMAIN = "fabrikam.onmicrosoft.com";
  public static final String DEFAULT_CLIENT_ID = "6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69";
  public static final String DEFAULT_CLIENT_SECRET = "simulated-client-secret";

  public EntraSettings {
    redirectUris = Set.copyOf(redirectUris);
    optionalClaims = Set.copyOf(optionalClaims);
    postLogoutRedirectUris = Set.copyOf(postLogoutRedirectUris);
  }

  /** A free port, the default tenant and client, a client secret, every optional claim. */
  public static EntraSettings defaults() {
    return new EntraSettings(
        0,
        DEFAULT_TENANT,
        DEFAULT_INITIAL_DOMAIN,
        DEFAULT_CLIENT_ID,
        Optional.of(DEFAULT_CLIENT_SECRET),
        Optional.empty(),
        Set.of(),
        EnumSet.allOf(OptionalClaim.class),
        Clock.systemUTC(),
        OidcFlavour.singleTenant(),
        Set.of(),
        Optional.empty());
  }

  public EntraSettings withPort(int value) {
    return new EntraSettings(
        value,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        clock,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withTenant(UUID value) {
    return new EntraSettings(
        port,
        value,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        clock,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withClient(String id, Optional<String> secret) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        id,
        secret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        clock,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withClientCertificate(X509Certificate value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        Optional.of(value),
        redirectUris,
        optionalClaims,
        clock,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withRedirectUris(Set<URI> value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        value,
        optionalClaims,
        clock,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withOptionalClaims(Set<OptionalClaim> value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        value,
        clock,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withClock(Clock value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        value,
        flavour,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withFlavour(OidcFlavour value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        clock,
        value,
        postLogoutRedirectUris,
        frontChannelLogout);
  }

  public EntraSettings withPostLogoutRedirectUris(Set<URI> value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        clock,
        flavour,
        value,
        frontChannelLogout);
  }

  public EntraSettings withFrontChannelLogout(URI value) {
    return new EntraSettings(
        port,
        tenantId,
        initialDomain,
        clientId,
        clientSecret,
        clientCertificate,
        redirectUris,
        optionalClaims,
        clock,
        flavour,
        postLogoutRedirectUris,
        Optional.of(value));
  }
}
