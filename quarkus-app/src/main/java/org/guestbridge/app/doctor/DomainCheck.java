package org.guestbridge.app.doctor;

import java.time.Duration;
import java.util.List;
import org.guestbridge.app.doctor.DnsResolver.NoSuchDomain;
import org.guestbridge.app.doctor.DnsResolver.RecordType;
import org.guestbridge.app.doctor.DnsResolver.Records;
import org.guestbridge.app.doctor.DnsResolver.Reply;
import org.guestbridge.app.doctor.DnsResolver.Unanswered;
import org.guestbridge.core.text.DomainName;

/** Asks the DNS for one kind of record of one alias domain. */
final class DomainCheck implements Check {

  /** What Atlassian looks for (support.atlassian.com, "Verify a domain to manage accounts"). */
  private static final String VERIFICATION = "atlassian-domain-verification=";

  private static final Duration DNS_LIMIT = Duration.ofSeconds(5);

  private final DomainName domain;
  private final RecordType type;
  private final DnsResolver dns;

  DomainCheck(DomainName domain, RecordType type, DnsResolver dns) {
    this.domain = domain;
    this.type = type;
    this.dns = dns;
  }

  @Override
  public String name() {
    return type + " records of " + domain;
  }

  @Override
  public Duration limit() {
    return DNS_LIMIT;
  }

  @Override
  public List<Finding> run() {
    Reply reply = dns.ask(domain, type);
    if (reply instanceof Unanswered unanswered) {
      return found(Diagnosis.DNS_UNANSWERED, type + ": " + unanswered.failure());
    }
    if (reply instanceof NoSuchDomain) {
      // One of the two questions is enough to say it.
      return type == RecordType.MX ? found(Diagnosis.DOMAIN_MISSING, "NXDOMAIN") : List.of();
    }
    List<String> records = ((Records) reply).records();
    return type == RecordType.MX ? mailExchangers(records) : texts(records);
  }

  private List<Finding> mailExchangers(List<String> records) {
    long real = records.stream().filter(record -> !isNull(record)).count();
    return real > 0
        ? found(Diagnosis.MAIL_EXCHANGER_OK, real + " MX record(s)")
        : found(
            Diagnosis.MAIL_EXCHANGER_MISSING,
            records.isEmpty() ? "no MX record" : "the MX record says that it takes no mail");
  }

  /** RFC 7505: preference and the root. */
  private static boolean isNull(String record) {
    return record.strip().matches("[0-9]+ +\\.?");
  }

  private List<Finding> texts(List<String> records) {
    return records.stream().anyMatch(record -> record.contains(VERIFICATION))
        ? found(Diagnosis.DOMAIN_VERIFIED, "the TXT record is there")
        : found(Diagnosis.DOMAIN_UNVERIFIED, records.size() + " other TXT record(s)");
  }

  private List<Finding> found(Diagnosis diagnosis, String seen) {
    return List.of(Finding.of(diagnosis, domain.value(), seen));
  }
}
