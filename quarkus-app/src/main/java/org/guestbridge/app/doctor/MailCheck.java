package org.guestbridge.app.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.app.admin.MailRoutePage;
import org.guestbridge.app.admin.MailRouteView;
import org.guestbridge.app.mail.ExchangerProbe;
import org.guestbridge.app.mail.UnknownAlias;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;
import org.guestbridge.realm.Realm;

/**
 * Counts the routes, then asks the own mail server about one unknown alias on each alias domain,
 * and one with a route where there is one.
 */
final class MailCheck implements Check {

  private static final String REALM = "mail";

  private final Realm realm;
  private final MailOperations mail;

  MailCheck(Realm realm, MailOperations mail) {
    this.realm = realm;
    this.mail = mail;
  }

  @Override
  public String name() {
    return "mail routes and the mail server";
  }

  @Override
  public List<Finding> run() {
    if (!realm.mail().routing().keepsRoutes()) {
      return List.of(Finding.of(Diagnosis.MAIL_ELSEWHERE, REALM, "mail.handledBy is elsewhere"));
    }
    List<Finding> findings = new ArrayList<>();
    Map<DomainName, EmailAddress> known = new LinkedHashMap<>();
    try {
      countRoutes(findings, known);
    } catch (RefusalException | LedgerUnavailableException failure) {
      findings.add(
          Finding.of(Diagnosis.MAIL_ROUTES_UNREAD, REALM, failure.getClass().getSimpleName()));
    }
    Optional<MailExchanger> exchanger = realm.mail().exchanger();
    if (exchanger.isPresent()) {
      findings.addAll(ask(exchanger.get(), List.copyOf(known.values())));
    } else {
      findings.add(Finding.of(Diagnosis.MAIL_SERVER_UNNAMED, REALM, "mail.exchanger is not set"));
    }
    return findings;
  }

  /** Puts an alias with a route into {@code known} for each domain that has one. */
  private void countRoutes(List<Finding> findings, Map<DomainName, EmailAddress> known)
      throws RefusalException {
    long delivered = 0;
    Map<Diagnosis, Long> amiss = new EnumMap<>(Diagnosis.class);
    Optional<UUID> after = Optional.empty();
    do {
      MailRoutePage page = mail.routes(after, AdminOperations.MAX_PAGE);
      for (MailRouteView route : page.routes()) {
        if (route.delivered()) {
          delivered++;
          EmailAddress.parse(route.alias())
              .ifPresent(alias -> known.putIfAbsent(alias.domain(), alias));
        }
        amiss(route).ifPresent(diagnosis -> amiss.merge(diagnosis, 1L, Long::sum));
      }
      after = page.next();
    } while (after.isPresent());
    findings.add(Finding.of(Diagnosis.MAIL_ROUTES_COUNTED, REALM, delivered + " with a route"));
    amiss.forEach(
        (diagnosis, count) -> findings.add(Finding.of(diagnosis, REALM, count + " aliases")));
  }

  /** The broker knows the alias domains of all realms that it serves, the file those of its own. */
  private Optional<Diagnosis> amiss(MailRouteView route) {
    if (is(route, Code.MAIL_ROUTE_LOOP) || isOnAliasDomain(route.mailbox())) {
      return Optional.of(Diagnosis.MAIL_ROUTES_LOOPING);
    }
    if (is(route, Code.MAIL_ROUTE_MISSING)) {
      return Optional.of(Diagnosis.MAIL_ROUTES_MISSING);
    }
    return is(route, Code.MAIL_BOUNCED)
        ? Optional.of(Diagnosis.MAIL_ROUTES_BOUNCED)
        : Optional.empty();
  }

  private boolean isOnAliasDomain(Optional<String> mailbox) {
    return mailbox
        .flatMap(text -> DomainName.parse(text.substring(text.lastIndexOf('@') + 1)))
        .filter(realm.domains().alias()::contains)
        .isPresent();
  }

  private static boolean is(MailRouteView route, Code code) {
    return route.code().filter(code.text()::equals).isPresent();
  }

  private List<Finding> ask(MailExchanger exchanger, List<EmailAddress> known) {
    List<EmailAddress> unknown = realm.domains().alias().stream().map(UnknownAlias::on).toList();
    List<EmailAddress> all = new ArrayList<>(unknown);
    all.addAll(known);
    String server = exchanger.host() + ":" + exchanger.port();
    try {
      List<Integer> codes = new ExchangerProbe(exchanger).ask(all);
      List<Finding> findings = new ArrayList<>();
      for (int index = 0; index < all.size(); index++) {
        DomainName domain = all.get(index).domain();
        findings.add(
            index < unknown.size()
                ? onUnknown(server, codes.get(index), domain)
                : onKnown(server, codes.get(index), domain));
      }
      if (known.isEmpty()) {
        findings.add(Finding.of(Diagnosis.MAIL_ALIAS_UNASKED, server, "no alias has a route yet"));
      }
      return findings;
    } catch (IOException failure) {
      return List.of(
          Finding.of(
              Diagnosis.MAIL_SERVER_UNREACHABLE, server, failure.getClass().getSimpleName()));
    }
  }

  private static Finding onUnknown(String server, int code, DomainName domain) {
    String seen = "it answered " + code + " for an unknown alias on " + domain;
    if (code < 400) {
      return Finding.of(Diagnosis.MAIL_UNKNOWN_TAKEN, server, seen);
    }
    Diagnosis diagnosis =
        code < 500 ? Diagnosis.MAIL_SERVER_UNDECIDED : Diagnosis.MAIL_UNKNOWN_REFUSED;
    return Finding.of(diagnosis, server, seen);
  }

  private static Finding onKnown(String server, int code, DomainName domain) {
    String seen = "it answered " + code + " for an alias with a route on " + domain;
    if (code < 400) {
      return Finding.of(Diagnosis.MAIL_ALIAS_TAKEN, server, seen);
    }
    Diagnosis diagnosis =
        code < 500 ? Diagnosis.MAIL_SERVER_UNDECIDED : Diagnosis.MAIL_ALIAS_REFUSED;
    return Finding.of(diagnosis, server, seen);
  }
}
