package org.guestbridge.simulators.entra;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.guestbridge.simulators.http.Routes;

/**
 * A simulated Entra tenant on 127.0.0.1: discovery, keys, sign-in, tokens and logout below {@code
 * /{tid}/}. Its keys are generated at start; nothing outlives {@link #close}.
 */
public final class SimulatedEntra implements AutoCloseable {
  /** The audience of tokens for the SCIM endpoints of non-gallery applications. */
  public static final String PROVISIONING_AUDIENCE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

  private final LoopbackServer server;
  private final EntraSettings settings;
  private final Directory directory;
  private final SigningKeys keys;
  private final ClientCredentials credentials;
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final Routes routes = new Routes();
  private final SignInPage signInPage;
  private final SimulatedGraph graph;

  private SimulatedEntra(EntraSettings settings) {
    this.settings = settings;
    this.directory =
        new Directory(new DefaultPeople(settings.tenantId(), settings.initialDomain()).all());
    this.signInPage = new SignInPage("This is a simulated Entra tenant.", directory);
    this.keys = new SigningKeys(settings.clock());
    this.credentials = new ClientCredentials(settings);
    this.server = LoopbackServer.bind(settings.port(), "simulated-entra");
    this.graph = new SimulatedGraph(server.base(), directory, settings);
    if (settings.flavour().kind() == OidcFlavour.Kind.MULTI_TENANT) {
      directory.add(DefaultPeople.employeeOfPartner());
    }
  }

  /** Starts a tenant; it answers when this returns. */
  public static SimulatedEntra start(EntraSettings settings) {
    SimulatedEntra entra = new SimulatedEntra(settings);
    entra.route();
    entra.server.serve(
        request -> {
          entra.requests.count(request);
          return request.path().startsWith("/v1.0/")
              ? entra.graph.handle(request)
              : entra.routes.handle(request);
        });
    return entra;
  }

  /** The origin, {@code http://127.0.0.1:PORT}; the issuer is {@code authority/tid/v2.0}. */
  public URI authority() {
    return server.base();
  }

  /** The issuer of this tenant's ID tokens. */
  public String issuer() {
    Optional<String> policy = settings.flavour().policies().stream().findFirst();
    return issuer(settings.tenantId().toString(), policy);
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

  public ClientCredentials credentials() {
    return credentials;
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog requests() {
    return requests;
  }

  /** Microsoft Graph, at the same origin. */
  public SimulatedGraph graph() {
    return graph;
  }

  /**
   * A token as Entra issues it to its own provisioning service where an application has no secret
   * token: for an hour, with the audience of non-gallery applications.
   */
  public String provisioningToken() {
    SigningKey key = keys.current();
    Instant now = settings.clock().instant();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("x5t", key.kid());
    header.put("kid", key.kid());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", PROVISIONING_AUDIENCE);
    claims.put("iss", "https://sts.windows.net/" + settings.tenantId() + "/");
    claims.put("iat", now.getEpochSecond());
    claims.put("nbf", now.getEpochSecond());
    claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
    claims.put("appid", "00000014-0000-0000-c000-000000000000");
    claims.put("idtyp", "app");
    claims.put("tid", settings.tenantId().toString());
    claims.put("ver", "1.0");
    String input = Jws.signingInput(header, Response.toJson(claims));
    return input + "." + Jws.base64Url(Jws.signRs256(key.privateKey(), input));
  }

  /** Where the discovery document of the tenant, or of its first user flow, is. */
  public String discoveryUrl() {
    return authority() + TenantPath.of(settings).get(0).discovery();
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
    AuthorizationCodes codes = new AuthorizationCodes(settings.clock());
    LogoutEndpoint logout = new LogoutEndpoint(settings);
    AuthorizeEndpoint authorize =
        new AuthorizeEndpoint(settings, signInPage, codes, faults, requests);
    IdTokens idTokens = new IdTokens(settings, directory, authority(), keys, faults, graph, logout);
    for (TenantPath path : TenantPath.of(settings)) {
      String tokenEndpoint = authority() + path.token();
      TokenEndpoint token =
          new TokenEndpoint(
              settings,
              codes,
              new ClientAuthentication(settings, credentials, tokenEndpoint),
              idTokens,
              graph,
              faults,
              requests);
      metadata(path);
      routes
          .get(path.authorize(), request -> authorize.handle(request, path.policy()))
          .post(path.authorize(), request -> authorize.handle(request, path.policy()))
          .post(path.token(), token::handle)
          .get(path.logout(), logout::handle)
          .post(path.logout(), logout::handle);
    }
    if (settings.flavour().kind() == OidcFlavour.Kind.B2C) {
      applicationTokens(codes, idTokens);
    }
    if (settings.flavour().kind() == OidcFlavour.Kind.SINGLE_TENANT) {
      for (TenantPath path : TenantPath.tenantIndependent()) {
        metadata(path);
        routes.get(path.authorize(), request -> new EntraRefusal(AadSts.NOT_MULTI_TENANT).asPage());
      }
    }
    routes.get("/redeem", graph.invitations()::redeem);
    EntraControl.route(routes, this);
  }

  /** What login.microsoftonline.com gives the applications of a B2C tenant, and no customer. */
  private void applicationTokens(AuthorizationCodes codes, IdTokens idTokens) {
    String path = "/" + settings.tenantId() + "/oauth2/v2.0/token";
    TokenEndpoint token =
        new TokenEndpoint(
            settings,
            codes,
            new ClientAuthentication(settings, credentials, authority() + path),
            idTokens,
            graph,
            faults,
            requests);
    routes.post(
        path,
        request ->
            request.form().value("grant_type").equals(Optional.of("client_credentials"))
                ? token.handle(request)
                : new EntraRefusal(AadSts.UNSUPPORTED_GRANT_TYPE).asJson(settings.clock()));
  }

  private void metadata(TenantPath path) {
    String issuer = issuer(path.issuerTenant(settings), path.policy());
    routes
        .get(path.discovery(), request -> discovery(path, issuer))
        .get(path.keys(), request -> keySet(issuer));
  }

  private Response discovery(TenantPath path, String issuer) {
    if (faults.take(Fault.DISCOVERY_DOWN)) {
      return Response.text(503, "Service unavailable");
    }
    String named =
        faults.take(Fault.DISCOVERY_ISSUER_MISMATCH)
            ? "https://issuer.attacker.example" + path.prefix() + "/v2.0"
            : issuer;
    return Response.json(200, DiscoveryDocument.of(authority(), path, named));
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

  private String issuer(String tenant, Optional<String> policy) {
    return settings.flavour().issuer(authority(), tenant, policy);
  }
}
