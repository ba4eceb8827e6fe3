package org.guestbridge.keycloak.downstream;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.keycloak.page.Refusal;
import org.guestbridge.keycloak.page.RefusalEvent;
import org.guestbridge.keycloak.registry.Registry;
import org.guestbridge.keycloak.release.ReleaseNote;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Where Keycloak's sessions and accounts meet the registry: who is released, and who is not. */
public final class ReleaseDesk {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.refusals");

  private final KeycloakSession session;
  private final InstantSource clock;

  /** The desk of a running request. */
  public ReleaseDesk(KeycloakSession session) {
    this(session, Clock.systemUTC());
  }

  ReleaseDesk(KeycloakSession session, InstantSource clock) {
    this.session = session;
    this.clock = clock;
  }

  /**
   * The release that a session's note brings for a client. Looks at no database.
   *
   * @param note the text of the note; empty when there is none
   * @param user who is signed in to Keycloak
   * @throws RefusalException as {@link Entitlement#require} refuses
   */
  public ReleaseNote require(Optional<String> note, DownstreamClient client, UserModel user)
      throws RefusalException {
    return Entitlement.require(
        note.flatMap(ReleaseNote::parse), client, account(user), clock.instant());
  }

  /**
   * The person behind a release, as the registry knows them now.
   *
   * @throws RefusalException as {@link Entitlement#identity} refuses, or LEDGER_UNAVAILABLE
   */
  public ReleasedIdentity identity(ReleaseNote note) throws RefusalException {
    return Entitlement.identity(note, binding(note));
  }

  /**
   * Tells of a refusal: in the server's log, in Keycloak's event log, and in the registry's audit
   * log when it is about a person who was released before. The refusal stands whether or not the
   * two take it.
   *
   * @param event the request's, which is left as it is
   * @param note the release that is refused, when there is one
   * @return what the person is told, under the reference of the release
   */
  public Refusal refused(RefusalException refused, EventBuilder event, Optional<ReleaseNote> note) {
    Refusal refusal =
        note.map(release -> Refusal.of(refused, release.correlationId()))
            .orElseGet(() -> Refusal.of(refused));
    LOG.warnf(
        "refused code=%s realm=%s correlationId=%s: %s",
        refusal.code().text(), realm().getName(), refusal.correlationId(), refusal.detail());
    write(event, refusal);
    note.ifPresent(release -> audit(refusal, release));
    return refusal;
  }

  /** As {@link #refused(RefusalException, EventBuilder, Optional)}, outside of any flow. */
  Refusal refused(RefusalException refused, ClientModel client, Optional<ReleaseNote> note) {
    EventBuilder event =
        new EventBuilder(realm(), session, session.getContext().getConnection()).client(client);
    return refused(refused, event, note);
  }

  private Optional<Binding> binding(ReleaseNote note) throws RefusalException {
    try {
      return ledger().inUnit(registryRealm(), unit -> unit.aliases().get(note.binding()));
    } catch (LedgerUnavailableException unavailable) {
      throw new RefusalException(
          Code.LEDGER_UNAVAILABLE, "the registry does not answer", unavailable);
    }
  }

  /**
   * Writes the event. Where that fails, the request's own writes would fail as well when it ends,
   * and Keycloak would put an error in the place of the page; so they are given up.
   */
  private void write(EventBuilder event, Refusal refusal) {
    try {
      RefusalEvent.write(event, refusal);
    } catch (RuntimeException unwritten) {
      LOG.warnf(
          "event not written correlationId=%s: %s",
          refusal.correlationId(), unwritten.getClass().getName());
      session.getTransactionManager().setRollbackOnly();
    }
  }

  private void audit(Refusal refusal, ReleaseNote note) {
    AuditEvent event =
        new AuditEvent.Refused(
            refusal.correlationId(),
            refusal.code(),
            Optional.of(note.rule()),
            Optional.of(note.binding()));
    try {
      ledger()
          .inUnit(
              registryRealm(),
              unit -> {
                unit.audit(event);
                return event;
              });
    } catch (LedgerUnavailableException | RefusalException unavailable) {
      LOG.warnf("a refusal is not in the audit log correlationId=%s", refusal.correlationId());
    }
  }

  private static Entitlement.Account account(UserModel user) {
    return new Entitlement.Account(
        user.isEnabled(), Optional.ofNullable(user.getFirstAttribute(Entitlement.Account.BINDING)));
  }

  private Ledger ledger() throws RefusalException {
    return session.getProvider(Registry.class).ledger();
  }

  private RealmId registryRealm() {
    return RealmId.parse(realm().getName())
        .orElseThrow(() -> new IllegalStateException("the realm's name is no realm id"));
  }

  private RealmModel realm() {
    return session.getContext().getRealm();
  }
}
