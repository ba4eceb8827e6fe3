package org.guestbridge.app.doctor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.Realm;

/**
 * What there is to look at about mail to the aliases of a realm. Only the DNS and the realm's own
 * mail server are asked, never a partner's.
 *
 * @param realm the realm
 * @param mail the routes as the registry has them
 * @param dns whom to ask for records
 * @param clock this machine's clock
 */
public record MailExamination(
    Realm realm, MailOperations mail, DnsResolver dns, InstantSource clock) {

  /** The report on what was found. */
  public DoctorReport reportBy(Doctor doctor) {
    return new DoctorReport(
        Optional.of(realm.id().value()), clock.instant(), false, doctor.examine(checks()));
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (DomainName domain : realm.domains().alias()) {
      checks.add(new DomainCheck(domain, DnsResolver.RecordType.MX, dns, realm.mail().exchanger()));
    }
    checks.add(new MailCheck(realm, mail));
    return checks;
  }
}
