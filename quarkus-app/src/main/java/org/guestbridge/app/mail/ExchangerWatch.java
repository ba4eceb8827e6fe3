package org.guestbridge.app.mail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.MailExchanger;
import org.jboss.logging.Logger;

/**
 * Asks a realm's own mail server, before accounts are made, whether it takes mail for their aliases
 * and refuses unknown ones. A server that does not work is left alone for a minute, and its answer
 * about unknown aliases counts for ten. One question at a time; safe for use by several threads.
 */
public final class ExchangerWatch {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.mail");

  static final Duration REST = Duration.ofMinutes(1);
  static final Duration UNKNOWN_COUNTS = Duration.ofMinutes(10);

  private final RealmId realm;
  private final Set<DomainName> aliasDomains;
  private final MailExchanger exchanger;
  private final ExchangerProbe probe;
  private final LongSupplier nanoTime;

  /** Why it does not work; volatile for those who only look. */
  private volatile Optional<String> fault = Optional.empty();

  private long restsUntil;
  private long unknownCountsUntil;

  /**
   * A watch that has asked nothing yet.
   *
   * @param aliasDomains addresses on other domains are none of the server's business
   */
  public ExchangerWatch(RealmId realm, Set<DomainName> aliasDomains, MailExchanger exchanger) {
    this(realm, aliasDomains, exchanger, new ExchangerProbe(exchanger), System::nanoTime);
  }

  /** A watch by another clock, as {@link System#nanoTime()}. */
  ExchangerWatch(
      RealmId realm,
      Set<DomainName> aliasDomains,
      MailExchanger exchanger,
      ExchangerProbe probe,
      LongSupplier nanoTime) {
    this.realm = realm;
    this.aliasDomains = Set.copyOf(aliasDomains);
    this.exchanger = exchanger;
    this.probe = probe;
    this.nanoTime = nanoTime;
    this.unknownCountsUntil = nanoTime.getAsLong();
  }

  /** Whether the server worked when it was last asked; true before it was ever asked. */
  public boolean isReady() {
    return fault.isEmpty();
  }

  /**
   * Why mail to these addresses would not arrive now: {@link Code#MAIL_EXCHANGER_UNREADY} while the
   * server does not work, {@link Code#MAIL_ALIAS_REFUSED} for an alias that it refuses. An address
   * that is no alias has no entry. Takes ten seconds at most, for each caller that comes first.
   */
  public synchronized Map<EmailAddress, Code> objections(Collection<EmailAddress> addresses) {
    List<EmailAddress> aliases =
        addresses.stream()
            .filter(address -> aliasDomains.contains(address.domain()))
            .distinct()
            .toList();
    if (aliases.isEmpty()) {
      return Map.of();
    }
    if (!isReady() && nanoTime.getAsLong() - restsUntil < 0) {
      return unready(aliases);
    }
    try {
      return judge(aliases);
    } catch (IOException failure) {
      return broken(aliases, "it cannot be asked: " + describe(failure));
    }
  }

  /** What the probe itself says of an answer, and of the network's failures their kind. */
  private static String describe(IOException failure) {
    String message = failure.getMessage();
    return failure.getClass() == IOException.class && message != null
        ? message
        : failure.getClass().getSimpleName();
  }

  private Map<EmailAddress, Code> judge(List<EmailAddress> aliases) throws IOException {
    List<EmailAddress> unknown = unknownToAsk();
    List<EmailAddress> all = new ArrayList<>(unknown);
    all.addAll(aliases);
    List<Integer> replies = probe.ask(all);
    for (int code : replies.subList(0, unknown.size())) {
      if (code < 500) {
        return broken(aliases, "it answered " + code + " for an alias that nobody has");
      }
    }
    if (!unknown.isEmpty()) {
      unknownCountsUntil = nanoTime.getAsLong() + UNKNOWN_COUNTS.toNanos();
    }
    return judge(aliases, replies.subList(unknown.size(), replies.size()));
  }

  /** A server that takes or refuses any alias works; one that only says "later" does not. */
  private Map<EmailAddress, Code> judge(List<EmailAddress> aliases, List<Integer> replies) {
    if (replies.stream().allMatch(ExchangerWatch::isLater)) {
      return broken(aliases, "it answered " + replies.get(0) + " for aliases with a route");
    }
    Map<EmailAddress, Code> objections = new HashMap<>();
    for (int index = 0; index < replies.size(); index++) {
      int code = replies.get(index);
      if (code >= 400) {
        objections.put(
            aliases.get(index),
            isLater(code) ? Code.MAIL_EXCHANGER_UNREADY : Code.MAIL_ALIAS_REFUSED);
      }
    }
    works();
    return Map.copyOf(objections);
  }

  private static boolean isLater(int code) {
    return code >= 400 && code < 500;
  }

  /** One on each domain, unless asked lately: each such answer is an error in the server's log. */
  private List<EmailAddress> unknownToAsk() {
    if (nanoTime.getAsLong() - unknownCountsUntil < 0) {
      return List.of();
    }
    return aliasDomains.stream().map(UnknownAlias::on).toList();
  }

  private void works() {
    if (!isReady()) {
      fault = Optional.empty();
      LOG.infof("the mail server works again: realm=%s", realm);
    }
  }

  private Map<EmailAddress, Code> broken(List<EmailAddress> aliases, String why) {
    if (!fault.equals(Optional.of(why))) {
      LOG.warnf(
          "no account is made with an alias: realm=%s code=%s server=%s:%d %s",
          realm, Code.MAIL_EXCHANGER_UNREADY.text(), exchanger.host(), exchanger.port(), why);
    }
    fault = Optional.of(why);
    restsUntil = nanoTime.getAsLong() + REST.toNanos();
    return unready(aliases);
  }

  private static Map<EmailAddress, Code> unready(List<EmailAddress> aliases) {
    Map<EmailAddress, Code> objections = new HashMap<>();
    aliases.forEach(alias -> objections.put(alias, Code.MAIL_EXCHANGER_UNREADY));
    return objections;
  }
}
