package org.guestbridge.app.upstream.oidc;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.ChangedHuman;
import org.guestbridge.realm.Credential;
import org.guestbridge.realm.HomeRealm;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Secret;
import org.guestbridge.realm.Upstream.ResponseMode;
import org.guestbridge.simulators.entra.EntraSettings;

/** Upstreams and services for tests, and the code of a refusal. */
final class TestUpstream {

  static final URI REDIRECT_URI = URI.create("http://localhost:8080/r/example/oidc/entra/callback");

  static final Credential SECRET =
      new Credential.ClientSecret(Secret.of(EntraSettings.DEFAULT_CLIENT_SECRET));

  /** Something that may refuse. */
  interface Step {
    void run() throws Exception;
  }

  private TestUpstream() {}

  static OidcUpstream at(URI authority) {
    return at(authority, EntraSettings.DEFAULT_TENANT, SECRET, ResponseMode.QUERY);
  }

  static OidcUpstream at(URI authority, UUID tenant, Credential credential, ResponseMode mode) {
    return of(
        new OidcProvider.Entra(tenant, Set.of(), authority, true, Optional.empty()),
        credential,
        mode);
  }

  static OidcUpstream of(OidcProvider provider) {
    return of(provider, SECRET, ResponseMode.QUERY);
  }

  static OidcUpstream of(OidcProvider provider, Credential credential, ResponseMode mode) {
    return new OidcUpstream(
        "entra",
        provider,
        EntraSettings.DEFAULT_CLIENT_ID,
        credential,
        mode,
        OidcUpstream.DEFAULT_SCOPES,
        true,
        Optional.of("partner.example"),
        ChangedHuman.DEFAULTS,
        HomeRealm.UNSPECIFIED,
        true);
  }

  static RelyingPartyServices services(InstantSource clock) {
    return services(clock, JwksStore.NONE);
  }

  static RelyingPartyServices services(InstantSource clock, JwksStore store) {
    return new RelyingPartyServices(
        BoundedHttp.create(HttpLimits.DEFAULT), clock, new SecureRandom(), new SameThread(), store);
  }

  /** The code of the refusal that {@code step} must end in. */
  static Code refusalOf(Step step) throws Exception {
    try {
      step.run();
    } catch (RefusalException refusal) {
      return refusal.code();
    }
    throw new AssertionError("nothing was refused");
  }
}
