package org.guestbridge.app.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.guestbridge.app.doctor.DnsResolver.NoSuchDomain;
import org.guestbridge.app.doctor.DnsResolver.RecordType;
import org.guestbridge.app.doctor.DnsResolver.Records;
import org.guestbridge.app.doctor.DnsResolver.Reply;
import org.guestbridge.app.doctor.DnsResolver.Unanswered;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.MailExchanger;

/** Asks the DNS for one kind of record of one alias domain. */
final class DomainCheck implements Check {

  /** What Atlassian looks for (support.atlassian.com, "Verify a domain to manage accounts"). */
  private static final String VERIFICATION = "atlassian-domain-verification=";

  private static final Duration DNS_LIMIT = Duration.ofSeconds(5);

  private final DomainName domain;
  private final RecordType type;
  private final DnsResolver dns;
  private final Optional<MailExchanger> exchanger;

  /**
   * A check of one kind of record.
   *
   * @param exchanger which server the MX records have to name, if one was named
   */
  DomainCheck(
      DomainName domain, RecordType type, DnsResolver dns, Optional<MailExchanger> exchanger) {
    this.domain = domain;
    this.type = type;
    this.dns = dns;
    this.exchanger = exchanger;
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
    if (real > 0 && exchanger.filter(own -> records.stream().noneMatch(names(own))).isPresent()) {
      return found(Diagnosis.MAIL_EXCHANGER_OTHER, real + " MX record(s), none of them names it");
    }
    return real > 0
        ? found(Diagnosis.MAIL_EXCHANGER_OK, real + " MX record(s)")
        : found(
            Diagnosis.MAIL_EXCHANGER_MISSING,
            records.isEmpty() ? "no MX record" : "the MX record says that it takes no mail");
  }

  private static Predicate<String> names(MailExchanger own) {
    String name = own.host().toLowerCase(Locale.ROOT);
    return record ->
        record.strip().toLowerCase(Locale.ROOT).matches("[0-9]+ +" + Pattern.quote(name) + "\\.?");
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
