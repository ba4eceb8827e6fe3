package org.guestbridge.app.admin;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.text.EmailAddress;

/**
 * What an administrator may ask of one realm, with the same answers whether a running broker or its
 * database gives them. Answers hold personal values; refusals do not.
 *
 * <p>Every method throws {@link RefusalException} when the answer is no, and {@link
 * org.guestbridge.core.ledger.LedgerUnavailableException} when the database does not answer.
 */
public interface AdminOperations {

  /** Largest page, in entries. */
  int MAX_PAGE = 1000;

  /**
   * Bindings in order of id.
   *
   * @param after the id after which the page begins; empty for the first page
   * @param limit the size of the page, 1 to {@link #MAX_PAGE}
   */
  AliasPage aliases(Optional<UUID> after, int limit) throws RefusalException;

  /** The binding that holds {@code address}, now or formerly: a page of none or one. */
  AliasPage aliasesHolding(EmailAddress address) throws RefusalException;

  /** One binding with its history; refused with {@code binding_unknown}. */
  AliasDetail alias(UUID id) throws RefusalException;

  /**
   * Changes a binding's status and audits it; refused with {@code binding_unknown} or {@code
   * binding_transition}.
   *
   * @param actor the administrator's channel
   */
  AliasDetail change(UUID id, AdminAction action, Actor actor) throws RefusalException;

  /**
   * Audit records in order of their sequence number.
   *
   * @param after the sequence number after which the page begins
   * @param limit the size of the page, 1 to {@link #MAX_PAGE}
   */
  AuditPage audit(long after, int limit) throws RefusalException;

  /** Which broker this is. */
  BrokerStatus status() throws RefusalException;

  /** What is delivered to the realm's directories. */
  DeliveryOperations deliveries() throws RefusalException;

  /** What became of the people of whom the realm's channels told. */
  PlanOperations plans() throws RefusalException;

  /** Where mail to the realm's aliases goes. */
  MailOperations mail() throws RefusalException;

  /** The time after a restore. */
  EpochOperations epochs() throws RefusalException;

  /**
   * Whether the realm and its directories agree; refused with {@code broker_unreachable} where no
   * broker runs that could read a directory.
   */
  default ReconciliationOperations reconciliations() throws RefusalException {
    throw new RefusalException(
        Code.BROKER_UNREACHABLE, "No broker runs that could read the directory.");
  }

  /**
   * What planning all stored people would come to; refused with {@code broker_unreachable} where no
   * broker runs that knows the rules.
   */
  default PreviewOperations previews() throws RefusalException {
    throw new RefusalException(
        Code.BROKER_UNREACHABLE, "No broker runs that knows the rules in force.");
  }

  /**
   * How far the channels are that ask their directories; refused with {@code channel_unknown}.
   *
   * @param channel which; empty for all
   */
  PullList pulls(Optional<String> channel) throws RefusalException;

  /**
   * Makes channels due at once; refused with {@code channel_unknown}.
   *
   * @param channel which; empty for all
   * @param full whether everything is to be read
   */
  PullList pull(Optional<String> channel, boolean full) throws RefusalException;

  /**
   * Allows the next round of a channel to take what the last one withheld, makes the channel due,
   * and audits it; refused with {@code channel_unknown}, or with {@code request_invalid} when
   * something else is withheld by now, or nothing.
   *
   * @param withheld what was seen to be withheld; more is not allowed by it
   */
  PullList withdraw(String channel, PullLoss withheld, Actor actor) throws RefusalException;

  /** What a login of the identity that {@code claims} describe would do, without doing it. */
  ExplanationView explain(Map<String, Object> claims) throws RefusalException;
}
