package org.guestbridge.core.broker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/**
 * The broker of one realm: every login, plan, explanation and order about a binding passes here.
 *
 * <p>Thread-safe; holds no state of its own.
 */
public final class Broker {

  private final Ledger ledger;
  private final RealmId realm;
  private final RefusalBudget budget;
  private final LoginPipeline logins;
  private final Explainer explainer;
  private final BindingOffice office;
  private final RouteOffice routes;
  private final MailTerms mail;
  private final Planner planner;

  /**
   * A broker that provisions nobody.
   *
   * @param ledger the durable record
   * @param realm the realm whose people these are
   * @param rules the rules in force; asked once for each login
   * @param policies what to do when the human behind a key changes
   * @param budget how many refusals may be audited
   */
  public Broker(
      Ledger ledger,
      RealmId realm,
      Supplier<RuleSet> rules,
      ChangedHumanPolicies policies,
      RefusalBudget budget) {
    this(ledger, realm, rules, policies, budget, Provisioning.NONE, InstantSource.system());
  }

  /**
   * A broker that knows of no other realm.
   *
   * @param ledger the durable record
   * @param realm the realm whose people these are
   * @param rules the rules in force; asked once for each login and each plan
   * @param policies what to do when the human behind a key changes
   * @param budget how many refusals may be audited
   * @param provisioning from where people are told of, and which directories are filled
   * @param clock when held back people are looked at again
   */
  public Broker(
      Ledger ledger,
      RealmId realm,
      Supplier<RuleSet> rules,
      ChangedHumanPolicies policies,
      RefusalBudget budget,
      Provisioning provisioning,
      InstantSource clock) {
    this(ledger, realm, rules, policies, budget, provisioning, clock, Set::of);
  }

  /**
   * A broker.
   *
   * @param ledger the durable record
   * @param realm the realm whose people these are
   * @param rules the rules in force; asked once for each login and each plan
   * @param policies what to do when the human behind a key changes
   * @param budget how many refusals may be audited
   * @param provisioning from where people are told of, and which directories are filled
   * @param clock when held back people are looked at again
   * @param aliasDomains the alias domains of all realms that are served beside each other, to which
   *     no mail is forwarded; asked for each mailbox
   */
  public Broker(
      Ledger ledger,
      RealmId realm,
      Supplier<RuleSet> rules,
      ChangedHumanPolicies policies,
      RefusalBudget budget,
      Provisioning provisioning,
      InstantSource clock,
      Supplier<Set<DomainName>> aliasDomains) {
    this.ledger = ledger;
    this.realm = realm;
    this.budget = budget;
    this.mail = new MailTerms(provisioning.mail(), aliasDomains);
    GroupNaming groupNaming = new GroupNaming(ledger, realm, provisioning);
    this.logins = new LoginPipeline(ledger, realm, rules, policies, budget, mail, groupNaming);
    this.explainer = new Explainer(ledger, realm, rules, policies, mail, groupNaming);
    this.office = new BindingOffice(ledger, realm);
    this.routes = new RouteOffice(ledger, realm, mail);
    this.planner = new Planner(ledger, realm, rules, provisioning, mail, clock);
  }

  /**
   * Decides on a login and, when it releases, uses up its transaction, binds the person at first
   * sight and audits, all in one unit of work.
   *
   * <p>A refusal uses nothing up and binds nobody; when it is due, the binding is held in a unit of
   * its own. Only who is refused for want of a mail route is bound all the same, so that an
   * administrator can name the mailbox. A database that does not answer is a refusal with {@link
   * Code#LEDGER_UNAVAILABLE}.
   */
  public LoginOutcome login(LoginAttempt attempt) {
    try {
      return logins.run(attempt);
    } catch (LedgerUnavailableException unavailable) {
      return new LoginOutcome.Refused(Code.LEDGER_UNAVAILABLE, Optional.empty());
    }
  }

  /**
   * What {@link #login} would do with {@code identity} now; writes nothing. Takes supposed
   * identities too.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public Explanation explain(VerifiedIdentity identity) {
    return explainer.explain(identity);
  }

  /**
   * Takes people who are due for planning, the longest waiting first, so that no other node takes
   * them for a while.
   *
   * @param limit at most how many, 1 to 1,000
   * @param claim for how long; who is not provisioned by then is due again
   * @throws LedgerUnavailableException when the database does not answer
   */
  public List<UUID> takeDue(int limit, Duration claim) {
    return planner.takeDue(limit, claim);
  }

  /**
   * Decides about a person whom a provisioning client told of, and writes down what the directories
   * are to have, all in one unit of work. What {@link #login} would refuse is held back.
   *
   * @param personId the id of the stored person
   * @throws LedgerUnavailableException when the database does not answer
   */
  public PlanOutcome provision(UUID personId) {
    return planner.provision(personId);
  }

  /**
   * Why the rules refuse a person whom a provisioning client told of, or why they can't decide;
   * empty when they grant, and for somebody inactive. Writes nothing.
   *
   * @param unit in which the person was stored
   */
  public Optional<Code> objection(Unit unit, UUID personId) {
    return planner.objection(unit, personId);
  }

  /**
   * What {@link #provision} would come to now; writes nothing.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public PlanOutcome preview(UUID personId) {
    return planner.preview(personId);
  }

  /**
   * Makes people due whose last plan was made under other rules, channels or directories, a page at
   * a time. To be repeated after a start and a change of the realm until nobody is left; may be
   * interrupted and begun anew at any time.
   *
   * @param after the last person marked; empty at the beginning
   * @param limit the size of the page, 1 to 1,000
   * @return the last person marked; empty when nobody was left
   * @throws LedgerUnavailableException when the database does not answer
   */
  public Optional<UUID> markOutdated(Optional<UUID> after, int limit) {
    return planner.markOutdated(after, limit);
  }

  /**
   * Audits a refusal that happened before there was an identity to decide on, within the budget.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public void refused(Code code, String correlationId, Optional<UUID> binding) {
    if (budget.permits(code)) {
      AuditEvent event = new AuditEvent.Refused(correlationId, code, Optional.empty(), binding);
      ledger.inUnit(
          realm,
          unit -> {
            unit.audit(event);
            return event;
          });
    }
  }

  /**
   * Uses up {@code mark}: true for exactly one caller over all threads, nodes and time.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public boolean useOnce(OnceMark mark) {
    return ledger.inUnit(realm, unit -> unit.consume(mark));
  }

  /**
   * Holds an active binding with {@link Code#BINDING_HELD}: the person is refused until released.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public AdminOutcome hold(AdminCommand command) {
    return office.hold(command);
  }

  /**
   * Releases a held binding: it is the same person. The next login's fingerprint is remembered
   * without comparison.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public AdminOutcome release(AdminCommand command) {
    return office.release(command);
  }

  /**
   * Lets the next login of the other kind of account convert a binding that is held with {@link
   * Code#ACCOUNT_KIND_CHANGED}: it is the same person, a guest who became an employee or the other
   * way round. They get an address by the rules as at first sight, keep their internal id, and the
   * former address stays theirs alone for ever. {@link #release} takes the order back.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public AdminOutcome convert(AdminCommand command) {
    return office.convert(command);
  }

  /**
   * Retires a binding for ever. Neither the key nor any of its addresses is ever used again.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public AdminOutcome retire(AdminCommand command) {
    return office.retire(command);
  }

  /**
   * Blanks every plain personal value of a retired binding; the names stay taken.
   *
   * @throws LedgerUnavailableException when the database does not answer
   */
  public AdminOutcome erase(AdminCommand command) {
    return office.erase(command);
  }

  /**
   * Routes mail for an alias to {@code mailbox} on an administrator's word, which stays until an
   * administrator takes it back.
   *
   * @param mailbox the person's; not checked otherwise
   * @throws RefusalException {@link Code#BINDING_UNKNOWN}, {@link Code#MAIL_UNROUTABLE} when the
   *     binding has no alias or is retired, or {@link Code#MAIL_ROUTE_LOOP}
   * @throws LedgerUnavailableException when the database does not answer
   */
  public void routeMail(AdminCommand command, EmailAddress mailbox) throws RefusalException {
    routes.set(command, mailbox);
  }

  /** Whether mail to the mailbox would come back, since it lies on an alias domain. */
  public boolean leadsBack(EmailAddress mailbox) {
    return mail.isOnAliasDomain(mailbox);
  }

  /**
   * Notes that mail to the mailbox behind an alias bounced. Mail is still forwarded, but no further
   * account is made with the alias until another mailbox is proven or an administrator names one. A
   * report about a mailbox to which the alias leads no longer changes nothing and is not audited: a
   * mail server's log tells of it again and again.
   *
   * @param mailbox the mailbox that refused the mail
   * @throws RefusalException {@link Code#BINDING_UNKNOWN} or {@link Code#MAIL_UNROUTABLE}
   * @throws LedgerUnavailableException when the database does not answer
   */
  public void mailBounced(AdminCommand command, EmailAddress mailbox) throws RefusalException {
    routes.bounced(command, mailbox);
  }

  /**
   * Deletes the mail route of an alias; the next sign-in that proves a mailbox makes one again.
   *
   * @throws RefusalException {@link Code#BINDING_UNKNOWN}, {@link Code#MAIL_UNROUTABLE}, or {@link
   *     Code#MAIL_ROUTE_MISSING}
   * @throws LedgerUnavailableException when the database does not answer
   */
  public void forgetMailRoute(AdminCommand command) throws RefusalException {
    routes.forget(command);
  }
}
