package org.guestbridge.app.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.app.admin.MailRoutePage;
import org.guestbridge.app.admin.MailRouteView;
import org.guestbridge.app.mail.ExchangerProbe;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;
import org.guestbridge.realm.Realm;

/** Counts the routes, then asks the own mail server about one known and one unknown alias. */
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
    Optional<EmailAddress> known = Optional.empty();
    try {
      known = countRoutes(findings);
    } catch (RefusalException | LedgerUnavailableException failure) {
      findings.add(
          Finding.of(Diagnosis.MAIL_ROUTES_UNREAD, REALM, failure.getClass().getSimpleName()));
    }
    Optional<MailExchanger> exchanger = realm.mail().exchanger();
    if (exchanger.isPresent()) {
      findings.addAll(ask(exchanger.get(), known));
    } else {
      findings.add(Finding.of(Diagnosis.MAIL_SERVER_UNNAMED, REALM, "mail.exchanger is not set"));
    }
    return findings;
  }

  /** An alias with a route, if there is one. */
  private Optional<EmailAddress> countRoutes(List<Finding> findings) throws RefusalException {
    Optional<EmailAddress> known = Optional.empty();
    long delivered = 0;
    long missing = 0;
    long bounced = 0;
    Optional<UUID> after = Optional.empty();
    do {
      MailRoutePage page = mail.routes(after, AdminOperations.MAX_PAGE);
      for (MailRouteView route : page.routes()) {
        delivered += route.delivered() ? 1 : 0;
        missing += is(route, Code.MAIL_ROUTE_MISSING) ? 1 : 0;
        bounced += is(route, Code.MAIL_BOUNCED) ? 1 : 0;
        if (known.isEmpty() && route.delivered()) {
          known = EmailAddress.parse(route.alias());
        }
      }
      after = page.next();
    } while (after.isPresent());
    findings.add(Finding.of(Diagnosis.MAIL_ROUTES_COUNTED, REALM, delivered + " with a route"));
    if (missing > 0) {
      findings.add(Finding.of(Diagnosis.MAIL_ROUTES_MISSING, REALM, missing + " without a route"));
    }
    if (bounced > 0) {
      findings.add(Finding.of(Diagnosis.MAIL_ROUTES_BOUNCED, REALM, bounced + " bounced"));
    }
    return known;
  }

  private static boolean is(MailRouteView route, Code code) {
    return route.code().filter(code.text()::equals).isPresent();
  }

  private List<Finding> ask(MailExchanger exchanger, Optional<EmailAddress> known) {
    List<EmailAddress> recipients = new ArrayList<>();
    recipients.add(unknown(realm.domains().alias().iterator().next()));
    known.ifPresent(recipients::add);
    String server = exchanger.host() + ":" + exchanger.port();
    try {
      List<Integer> codes = new ExchangerProbe(exchanger).ask(recipients);
      List<Finding> findings = new ArrayList<>();
      findings.add(onUnknown(server, codes.get(0)));
      findings.add(
          codes.size() > 1
              ? onKnown(server, codes.get(1))
              : Finding.of(Diagnosis.MAIL_ALIAS_UNASKED, server, "no alias has a route yet"));
      return findings;
    } catch (IOException failure) {
      return List.of(
          Finding.of(
              Diagnosis.MAIL_SERVER_UNREACHABLE, server, failure.getClass().getSimpleName()));
    }
  }

  private static Finding onUnknown(String server, int code) {
    if (code < 400) {
      return Finding.of(Diagnosis.MAIL_UNKNOWN_TAKEN, server, "it answered " + code);
    }
    Diagnosis diagnosis =
        code < 500 ? Diagnosis.MAIL_SERVER_UNDECIDED : Diagnosis.MAIL_UNKNOWN_REFUSED;
    return Finding.of(diagnosis, server, "it answered " + code + " for an unknown alias");
  }

  private static Finding onKnown(String server, int code) {
    if (code < 400) {
      return Finding.of(Diagnosis.MAIL_ALIAS_TAKEN, server, "it answered " + code);
    }
    Diagnosis diagnosis =
        code < 500 ? Diagnosis.MAIL_SERVER_UNDECIDED : Diagnosis.MAIL_ALIAS_REFUSED;
    return Finding.of(diagnosis, server, "it answered " + code + " for an alias with a route");
  }

  /** An alias that nobody has: its form is one that no rule makes. */
  private static EmailAddress unknown(DomainName domain) {
    return new EmailAddress("no-such-alias-" + UUID.randomUUID(), domain);
  }
}
