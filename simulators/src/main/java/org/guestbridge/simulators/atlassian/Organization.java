package org.guestbridge.simulators.atlassian;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the organization knows: domains, accounts, switches and the newest logins. Safe for use by
 * several threads.
 */
public final class Organization {
  /** Older logins and log lines are forgotten. */
  public static final int REMEMBERED_LOGINS = 1000;

  /** The account that makes guests.example.com a claimed domain from the start. */
  public static final String CLAIMED_GUEST_ACCOUNT = "domain-claim@guests.example.com";

  private final Map<String, DomainState> initialDomains;
  private final Clock clock;

  // Not under this object's lock: linking asks for it while it holds the accounts' lock.
  private final Map<String, DomainState> domains = new ConcurrentSkipListMap<>();

  private final Accounts accounts = new Accounts();
  private final Switches switches = new Switches();
  private final Deque<Login> logins = new ArrayDeque<>();
  private long succeeded;
  private long failed;

  Organization(AtlassianSettings settings) {
    this.initialDomains = settings.domains();
    this.clock = settings.clock();
    reset();
  }

  /** Back to the start: no logins, one claimed account, domains and switches as configured. */
  public synchronized void reset() {
    domains.clear();
    domains.putAll(initialDomains);
    accounts.clear();
    switches.reset();
    logins.clear();
    succeeded = 0;
    failed = 0;
    if (domainOf(CLAIMED_GUEST_ACCOUNT) == DomainState.VERIFIED) {
      accounts.add(CLAIMED_GUEST_ACCOUNT, Optional.empty(), "Domain", "Claim");
    }
  }

  public Accounts accounts() {
    return accounts;
  }

  public Switches switches() {
    return switches;
  }

  public Map<String, DomainState> domains() {
    return new LinkedHashMap<>(domains);
  }

  public Organization domain(String name, DomainState state) {
    domains.put(name.toLowerCase(Locale.ROOT), state);
    return this;
  }

  /** Verifies a domain and claims every account on it, which becomes managed. */
  public Organization claim(String name) {
    domain(name, DomainState.VERIFIED);
    String suffix = "@" + name.toLowerCase(Locale.ROOT);
    for (Account account : accounts.all()) {
      if (account.email().toLowerCase(Locale.ROOT).endsWith(suffix)) {
        accounts.change(account.accountId(), Account::claimed);
      }
    }
    return this;
  }

  /** The state of an address's domain. */
  public DomainState domainOf(String email) {
    String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return domains.getOrDefault(domain, DomainState.UNVERIFIED);
  }

  /** The newest logins, oldest first. */
  public synchronized List<Login> logins() {
    return new ArrayList<>(logins);
  }

  /**
   * The newest login.
   *
   * @throws IllegalStateException when there was none
   */
  public synchronized Login lastLogin() {
    if (logins.isEmpty()) {
      throw new IllegalStateException("nobody logged in yet");
    }
    return logins.getLast();
  }

  public synchronized Optional<Login> login(long number) {
    return logins.stream().filter(login -> login.number() == number).findFirst();
  }

  /** How many logins succeeded since start or reset, forgotten ones included. */
  public synchronized long succeeded() {
    return succeeded;
  }

  public synchronized long failed() {
    return failed;
  }

  /** Lines that only the vendor sees, one for each failed login that is still remembered. */
  public synchronized List<String> backendLog() {
    return logins.stream()
        .filter(login -> !login.succeeded())
        .map(
            login ->
                login.at()
                    + " Preparing Login Callback Error | "
                    + login.failure().map(Enum::name).orElse("")
                    + " | "
                    + login.detail())
        .toList();
  }

  synchronized Login record(LoginTrace trace) {
    Login login = trace.finish(succeeded + failed + 1, clock.instant());
    if (login.succeeded()) {
      succeeded++;
    } else {
      failed++;
    }
    logins.addLast(login);
    if (logins.size() > REMEMBERED_LOGINS) {
      logins.removeFirst();
    }
    return login;
  }
}
