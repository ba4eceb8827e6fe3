package org.guestbridge.app.cli;

import java.net.http.HttpRequest.BodyPublishers;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.EpochOperations;
import org.guestbridge.app.admin.EpochView;
import org.guestbridge.core.problem.RefusalException;

/** A running broker, asked about the time after a restore. */
final class HttpEpochs implements EpochOperations {

  private final HttpAdminOperations broker;

  HttpEpochs(HttpAdminOperations broker) {
    this.broker = broker;
  }

  @Override
  public EpochView state() throws RefusalException {
    return broker.get(broker.ofRealm("epoch"), EpochView.class);
  }

  @Override
  public EpochView begin(Actor actor) throws RefusalException {
    return order("begin", actor);
  }

  @Override
  public EpochView end(Actor actor) throws RefusalException {
    return order("end", actor);
  }

  private EpochView order(String order, Actor actor) throws RefusalException {
    return broker.send(
        broker
            .request(broker.ofRealm("epoch/" + order))
            .header("Guestbridge-Actor", actor.name())
            .POST(BodyPublishers.noBody()),
        EpochView.class);
  }
}
