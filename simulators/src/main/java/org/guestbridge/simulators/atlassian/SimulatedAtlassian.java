package org.guestbridge.simulators.atlassian;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Routes;

/**
 * A simulated Atlassian organization on 127.0.0.1: login pages with the assertion consumer on one
 * port, the product to which a login leads on another, so that the last redirect leaves the origin.
 */
public final class SimulatedAtlassian implements AutoCloseable {
  private final LoopbackServer server;
  private final LoopbackServer productServer;
  private final Organization organization;
  private final PendingRequests pending;
  private final Connection connection;
  private final AssertionConsumer consumer;
  private final Routes routes = new Routes();
  private final List<Runnable> onReset = new CopyOnWriteArrayList<>();

  private SimulatedAtlassian(
      AtlassianSettings settings, LoopbackServer server, LoopbackServer productServer) {
    this.server = server;
    this.productServer = productServer;
    this.organization = new Organization(settings);
    this.pending = new PendingRequests(settings.clock());
    this.connection = new Connection(settings.samlId(), server.base(), productServer.base());
    this.consumer = new AssertionConsumer(settings, organization, pending, connection);
  }

  /** Starts an organization; it answers when this returns, but knows no identity provider yet. */
  public static SimulatedAtlassian start(AtlassianSettings settings) {
    LoopbackServer server = LoopbackServer.bind(settings.port(), "simulated-atlassian");
    LoopbackServer productServer;
    try {
      productServer = LoopbackServer.bind(settings.productPort(), "simulated-product");
    } catch (RuntimeException taken) {
      server.close();
      throw taken;
    }
    SimulatedAtlassian atlassian = new SimulatedAtlassian(settings, server, productServer);
    atlassian.serve();
    return atlassian;
  }

  /** The origin of the login pages, {@code http://127.0.0.1:PORT}. */
  public URI base() {
    return server.base();
  }

  /** The origin of the product to which a successful login redirects. */
  public URI product() {
    return productServer.base();
  }

  /** The service provider's entity id. */
  public String entityId() {
    return connection.entityId();
  }

  /** The assertion consumer, whose query belongs to it. */
  public URI assertionConsumerService() {
    return URI.create(connection.assertionConsumer());
  }

  /** Enters the identity provider, instead of the one before: there is exactly one certificate. */
  public void configureIdentityProvider(
      String idpEntityId, URI idpSsoUrl, X509Certificate certificate) {
    connection.configure(new IdentityProvider(idpEntityId, idpSsoUrl, certificate));
  }

  public Optional<IdentityProvider> identityProvider() {
    return connection.identityProvider();
  }

  public Organization organization() {
    return organization;
  }

  /** The paths of {@link #base()}; what is added later, as the SCIM directory, adds its own. */
  public Routes routes() {
    return routes;
  }

  /** Lets something that is registered here forget its own at {@link #reset()}. */
  public void onReset(Runnable action) {
    onReset.add(action);
  }

  /** Forgets accounts, logins and requests; keeps the identity provider. */
  public void reset() {
    onReset.forEach(Runnable::run);
    organization.reset();
    pending.clear();
    consumer.reset();
  }

  @Override
  public void close() {
    server.close();
    productServer.close();
  }

  private void serve() {
    Routes productSite = new Routes();
    new LoginPages(organization, pending, consumer, connection).route(routes, productSite);
    new AdminPages(this).route(routes);
    productServer.serve(productSite);
    server.serve(routes);
  }
}
