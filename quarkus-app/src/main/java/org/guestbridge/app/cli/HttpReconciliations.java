package org.guestbridge.app.cli;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.RefusalException;

/** A running broker, asked about the agreement with its directories. */
final class HttpReconciliations implements ReconciliationOperations {

  private static final String PATH = "reconciliations?directory=";

  private final HttpAdminOperations broker;

  HttpReconciliations(HttpAdminOperations broker) {
    this.broker = broker;
  }

  @Override
  public RunState reconcile(String directory, boolean repairs, String actor)
      throws RefusalException {
    return begin(directory, repairs ? "repair" : "compare", actor);
  }

  @Override
  public RunState state(String directory, int from) throws RefusalException {
    return broker.get(
        broker.ofRealm(PATH + encoded(directory) + "&from=" + from), RunState.class);
  }

  private RunState begin(String directory, String purpose, String actor) throws RefusalException {
    return broker.send(
        broker
            .request(broker.ofRealm(PATH + encoded(directory) + "&purpose=" + purpose))
            .header("Guestbridge-Actor", actor)
            .POST(BodyPublishers.noBody()),
        RunState.class);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
