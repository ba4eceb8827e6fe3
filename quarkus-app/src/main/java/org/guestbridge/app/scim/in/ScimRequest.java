package org.guestbridge.app.scim.in;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.ScimChannel;

/**
 * A request whose token is good.
 *
 * @param realm the realm it names
 * @param broker the realm's
 * @param channel the channel whose token it has
 * @param method such as {@code GET}
 * @param resource such as {@code Users}
 * @param id the id in the path
 * @param query the parameters
 * @param reading reads the body
 * @param ifMatch the header If-Match
 * @param ifNoneMatch the header If-None-Match
 */
record ScimRequest(
    Realm realm,
    Broker broker,
    ScimChannel channel,
    String method,
    String resource,
    Optional<String> id,
    Query query,
    Supplier<ObjectNode> reading,
    Optional<String> ifMatch,
    Optional<String> ifNoneMatch) {

  /** The base of every location. */
  String base() {
    return realm.publicUrl() + "/scim/" + realm.id() + "/v2";
  }

  /** The body, which has to be a JSON object. */
  ObjectNode body() {
    return reading.get();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[" + method + " " + resource + "]";
  }
}
