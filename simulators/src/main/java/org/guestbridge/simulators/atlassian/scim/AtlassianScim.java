package org.guestbridge.simulators.atlassian.scim;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.guestbridge.simulators.atlassian.Account;
import org.guestbridge.simulators.atlassian.Accounts;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.mail.MailSink;
import org.guestbridge.simulators.atlassian.mail.SentMail;
import org.guestbridge.simulators.time.VirtualClock;

/**
 * The SCIM directory of a simulated organization. Its users are linked to the organization's own
 * accounts, so that a login by SAML lands in the account that provisioning made. Domain states and
 * switches are those of {@link SimulatedAtlassian#organization()}. Safe for use by several threads.
 */
public final class AtlassianScim {
  private final SimulatedAtlassian atlassian;
  private final VirtualClock clock;
  private final MailSink mail;
  private final ScimState state;
  private final ScimKeys keys;
  private final RateLimit rate = new RateLimit();
  private final ScimFaults faults = new ScimFaults();

  private AtlassianScim(SimulatedAtlassian atlassian, ScimSettings settings) {
    this.atlassian = atlassian;
    this.clock = new VirtualClock(settings.clock());
    this.mail = new MailSink(clock);
    URI base = URI.create(atlassian.base() + ScimEndpoint.PREFIX + settings.directoryId());
    this.state = new ScimState(settings, atlassian.organization(), base, clock, mail);
    this.keys = new ScimKeys(clock, settings.keyLifetime());
  }

  /** Adds the directory to an organization; it answers when this returns. Once an organization. */
  public static AtlassianScim register(SimulatedAtlassian atlassian, ScimSettings settings) {
    AtlassianScim scim = new AtlassianScim(atlassian, settings);
    ScimEndpoint endpoint = new ScimEndpoint(scim.state, scim.keys, scim.rate, scim.faults);
    atlassian.routes().below(ScimEndpoint.PREFIX, endpoint::handle);
    new OrganizationApi(scim.state).route(atlassian.routes());
    new ScimControl(scim).route(atlassian.routes());
    atlassian.onReset(scim::reset);
    return scim;
  }

  /** The base address, to which {@code /Users} is appended. */
  public URI base() {
    return state.base;
  }

  public ScimKeys keys() {
    return keys;
  }

  /** The directory's time; advance it to let a key expire. */
  public VirtualClock clock() {
    return clock;
  }

  public ScimFaults faults() {
    return faults;
  }

  public RateLimit rate() {
    return rate;
  }

  public ScimCounters counters() {
    return state.counters;
  }

  /** What an administrator sees of the directory. */
  public TroubleshootingLog log() {
    return state.log;
  }

  public MailSink mail() {
    return mail;
  }

  /** All users and groups as they are now. */
  public DirectorySnapshot snapshot() {
    return DirectorySnapshot.of(state.store);
  }

  public int userCount() {
    synchronized (state.store) {
      return state.store.users().size();
    }
  }

  public int groupCount() {
    synchronized (state.store) {
      return state.store.groups().size();
    }
  }

  public Optional<DirectorySnapshot.User> user(String id) {
    synchronized (state.store) {
      return state.store.user(id).map(this::view);
    }
  }

  /** The user with this user name, whatever its case. */
  public Optional<DirectorySnapshot.User> userByUserName(String userName) {
    synchronized (state.store) {
      return state.store.userByUserName(userName).map(this::view);
    }
  }

  public List<DirectorySnapshot.User> usersByExternalId(String externalId) {
    synchronized (state.store) {
      return state.store.usersByExternalId(externalId).stream().map(this::view).toList();
    }
  }

  /** A group that the organization has already, whose name no SCIM group can take. */
  public AtlassianScim organizationGroup(String name) {
    synchronized (state.store) {
      state.organizationGroups.add(name);
    }
    return this;
  }

  /**
   * Changes an account as an administrator would by hand.
   *
   * @throws IllegalStateException when the account is linked to a user of the directory: locked
   */
  public Account editAccount(String accountId, UnaryOperator<Account> change) {
    synchronized (state.store) {
      if (state.store.userByAccount(accountId).isPresent() || state.keptLinks.contains(accountId)) {
        throw new IllegalStateException("the account is managed by the directory: " + accountId);
      }
      return atlassian.organization().accounts().change(accountId, change);
    }
  }

  /**
   * Sends what a product would tell the account with this address, unless it is suppressed.
   *
   * @throws IllegalArgumentException when no active account has the address
   */
  public SentMail notify(String email, String subject) {
    Account account =
        atlassian
            .organization()
            .accounts()
            .findByEmail(email)
            .filter(Account::active)
            .orElseThrow(() -> new IllegalArgumentException("no active account"));
    return mail.send(SentMail.Kind.NOTIFICATION, account.email(), subject, subject);
  }

  /**
   * Billed seats: every managed, active account that a synced group gives access to a product.
   * Simplified from "Manage your bill for Atlassian Guard Standard".
   */
  public int seats() {
    Accounts accounts = atlassian.organization().accounts();
    synchronized (state.store) {
      return (int)
          state.store.users().stream()
              .filter(user -> hasAccess(user.id()))
              .flatMap(user -> user.accountId().flatMap(accounts::find).stream())
              .filter(account -> account.managed() && account.active())
              .count();
    }
  }

  /** Forgets users, groups, mail, counters, faults and limits; the key stays. */
  public void reset() {
    synchronized (state.store) {
      state.store.clear();
      state.organizationGroups.clear();
      state.keptLinks.clear();
    }
    state.counters.clear();
    state.log.clear();
    mail.clear();
    faults.clear();
    rate.unlimited();
  }

  private boolean hasAccess(String userId) {
    return state.store.groupsOf(userId).stream()
        .flatMap(id -> state.store.group(id).stream())
        .anyMatch(group -> group.synced);
  }

  private DirectorySnapshot.User view(StoredUser user) {
    return DirectorySnapshot.User.of(user, DirectorySnapshot.names(state.store, user.id()));
  }
}
