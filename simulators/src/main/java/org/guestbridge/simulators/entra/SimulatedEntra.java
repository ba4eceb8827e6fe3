package org.guestbridge.simulators.entra;

import java.net.URI;
import java.util.Set;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/**
 * A simulated Entra tenant on 127.0.0.1: discovery, keys, sign-in, tokens and logout below {@code
 * /{tid}/}. Its keys are generated at start; nothing outlives {@link #close}.
 */
public final class SimulatedEntra implements AutoCloseable {
  private static final Set<String> TENANT_INDEPENDENT = Set.of("organizations", "common");

  private final LoopbackServer server;
  private final EntraSettings settings;
  private final Directory directory;
  private final SigningKeys keys;
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final Routes routes = new Routes();
  private final SignInPage signInPage;

  private SimulatedEntra(EntraSettings settings) {
    this.settings = settings;
    this.directory =
        new Directory(new DefaultPeople(settings.tenantId(), settings.initialDomain()).all());
    this.signInPage = new SignInPage("This is a simulated Entra tenant.", directory);
    this.keys = new SigningKeys(settings.clock());
    this.server = LoopbackServer.bind(settings.port(), "simulated-entra");
  }

  /** Starts a tenant; it answers when this returns. */
  public static SimulatedEntra start(EntraSettings settings) {
    SimulatedEntra entra = new SimulatedEntra(settings);
    entra.route();
    entra.server.serve(
        request -> {
          entra.requests.count(request);
          return entra.routes.handle(request);
        });
    return entra;
  }

  /** The origin, {@code http://127.0.0.1:PORT}; the issuer is {@code authority/tid/v2.0}. */
  public URI authority() {
    return server.base();
  }

  /** The issuer of this tenant's ID tokens. */
  public String issuer() {
    return issuer(settings.tenantId().toString());
  }

  public EntraSettings settings() {
    return settings;
  }

  public Directory directory() {
    return directory;
  }

  public SigningKeys keys() {
    return keys;
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog requests() {
    return requests;
  }

  /** The page at which people sign in, shared by all protocols of the tenant. */
  public SignInPage signInPage() {
    return signInPage;
  }

  /** The paths that are answered; an application that is registered later adds its own. */
  public Routes routes() {
    return routes;
  }

  @Override
  public void close() {
    server.close();
  }

  private void route() {
    String tenant = "/" + settings.tenantId();
    String tokenEndpoint = authority() + tenant + "/oauth2/v2.0/token";
    AuthorizationCodes codes = new AuthorizationCodes(settings.clock());
    AuthorizeEndpoint authorize =
        new AuthorizeEndpoint(settings, signInPage, codes, faults, requests);
    TokenEndpoint token =
        new TokenEndpoint(
            settings,
            codes,
            new ClientAuthentication(settings, tokenEndpoint),
            new IdTokens(settings, directory, authority(), keys, faults),
            faults,
            requests);
    metadata(settings.tenantId().toString(), issuer());
    TENANT_INDEPENDENT.forEach(path -> metadata(path, issuer("{tenantid}")));
    TENANT_INDEPENDENT.forEach(
        path ->
            routes.get(
                "/" + path + "/oauth2/v2.0/authorize",
                request -> new EntraRefusal(AadSts.NOT_MULTI_TENANT).asPage()));
    routes
        .get(tenant + "/oauth2/v2.0/authorize", authorize::handle)
        .post(tenant + "/oauth2/v2.0/authorize", authorize::handle)
        .post(tenant + "/oauth2/v2.0/token", token::handle)
        .get(tenant + "/oauth2/v2.0/logout", request -> signedOut())
        .post(tenant + "/oauth2/v2.0/logout", request -> signedOut());
    EntraControl.route(routes, this);
  }

  private void metadata(String tenantPath, String issuer) {
    routes
        .get(
            "/" + tenantPath + "/v2.0/.well-known/openid-configuration",
            request -> discovery(tenantPath, issuer))
        .get("/" + tenantPath + "/discovery/v2.0/keys", request -> keySet(issuer));
  }

  private Response discovery(String tenantPath, String issuer) {
    if (faults.take(Fault.DISCOVERY_DOWN)) {
      return Response.text(503, "Service unavailable");
    }
    String named =
        faults.take(Fault.DISCOVERY_ISSUER_MISMATCH)
            ? "https://issuer.attacker.example/" + tenantPath + "/v2.0"
            : issuer;
    return Response.json(200, DiscoveryDocument.of(authority(), tenantPath, named));
  }

  private Response keySet(String issuer) {
    if (faults.take(Fault.KEYS_DOWN)) {
      return Response.text(503, "Service unavailable");
    }
    if (faults.take(Fault.KEYS_MALFORMED)) {
      return Response.jsonText(200, "{\"keys\":[{\"kty\":");
    }
    return Response.json(200, keys.keySet(issuer));
  }

  private String issuer(String tenant) {
    return authority() + "/" + tenant + "/v2.0";
  }

  private static Response signedOut() {
    return Response.html(200, Page.of("You signed out of your account").render());
  }
}
