package org.guestbridge.keycloak.page;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/** A refusal in Keycloak's event log: a failed login whose error is the stable code. */
public final class RefusalEvent {

  /** The detail that holds the reference. */
  public static final String CORRELATION_ID = "correlation_id";

  private RefusalEvent() {}

  /**
   * Writes the event at once, in a transaction of its own, so that it stays when the request rolls
   * back. Of the request's details it leaves out those that name the person.
   *
   * @param event the request's, which is left as it is
   * @param refusal what is refused
   */
  public static void write(EventBuilder event, Refusal refusal) {
    event
        .clone()
        .event(EventType.LOGIN)
        .removeDetail(Details.USERNAME)
        .removeDetail(Details.IDENTITY_PROVIDER_USERNAME)
        .detail(Details.REASON, refusal.detail())
        .detail(CORRELATION_ID, refusal.correlationId())
        .storeImmediately(true)
        .error(refusal.code().text());
  }
}
