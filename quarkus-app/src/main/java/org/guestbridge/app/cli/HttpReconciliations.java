package org.guestbridge.app.cli;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.ImportAnswer;
import org.guestbridge.app.admin.ImportRequest;
import org.guestbridge.app.reconcile.ImportCandidates;
import org.guestbridge.app.reconcile.ImportEntry;
import org.guestbridge.app.reconcile.ImportResult;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.reconcile.RunState;
import org.guestbridge.core.problem.RefusalException;

/** A running broker, asked about the agreement with its directories. */
final class HttpReconciliations implements ReconciliationOperations {

  private static final String PATH = "reconciliations?directory=";

  /** The broker asks the directory for each entry, at its pace. */
  private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(15);

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
    return broker.get(broker.ofRealm(PATH + encoded(directory) + "&from=" + from), RunState.class);
  }

  @Override
  public RunState relearn(String directory, String actor) throws RefusalException {
    return begin(directory, "relearn", actor);
  }

  @Override
  public List<ImportResult> importAccounts(
      String directory, List<ImportEntry> entries, boolean applies, String actor)
      throws RefusalException {
    String path = "imports?directory=" + encoded(directory) + "&apply=" + applies;
    return broker
        .send(
            broker
                .request(broker.ofRealm(path))
                .timeout(IMPORT_TIMEOUT)
                .header("Guestbridge-Actor", actor)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(AdminJson.write(new ImportRequest(entries)))),
            ImportAnswer.class)
        .results();
  }

  @Override
  public ImportCandidates importCandidates(String directory, long from) throws RefusalException {
    String path = "imports?directory=" + encoded(directory) + "&from=" + from;
    return broker.send(
        broker.request(broker.ofRealm(path)).timeout(IMPORT_TIMEOUT).GET(), ImportCandidates.class);
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
