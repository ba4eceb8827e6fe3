package org.guestbridge.app.admin;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/** The admin routes on a real server, on a free port of loopback. */
public final class AdminServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  public AdminServer(AdminOperations operations, Path data) throws Exception {
    Router router = Router.router(vertx);
    new AdminRoutes(new OneRealm(operations), AdminToken.issue(data)).registerOn(router);
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    new AdminEndpoint(server.actualPort()).announce(data);
  }

  /** A broker that serves the realm {@code example}. */
  private record OneRealm(AdminOperations operations) implements AdminRealms {

    @Override
    public AdminOperations of(Optional<RealmId> named) throws RefusalException {
      RealmChoice.of(named, List.of(new RealmId("example")));
      return operations;
    }

    @Override
    public BrokerStatus status() throws RefusalException {
      return operations.status();
    }
  }

  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
