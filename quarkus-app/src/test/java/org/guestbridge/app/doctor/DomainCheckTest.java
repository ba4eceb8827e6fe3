package org.guestbridge.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.guestbridge.app.doctor.DnsResolver.RecordType;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.realm.MailExchanger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainCheckTest {

  private static final String NAME = "guests.example.com";

  private DnsResponder dns;
  private Optional<MailExchanger> exchanger = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    dns = new DnsResponder();
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void mailWhenThereIsAnExchangerThenOk() throws Exception {
    dns.mx(NAME, "mail.example.com");
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.MAIL_EXCHANGER_OK);
  }

  @Test
  void mailWhenAnExchangerIsNamedThenOneOfTheRecordsHasToBeIt() throws Exception {
    dns.mx(NAME, "mail.example.com");
    exchanger = MailExchanger.parse("Mail.example.com:2525");
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.MAIL_EXCHANGER_OK);
    exchanger = MailExchanger.parse("ail.example.com");
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.MAIL_EXCHANGER_OTHER);
  }

  @Test
  void mailWhenThereIsNoneOrTheNullOneThenMissing() throws Exception {
    dns.name(NAME);
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.MAIL_EXCHANGER_MISSING);
    dns.mx(NAME, "");
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.MAIL_EXCHANGER_MISSING);
  }

  @Test
  void mailWhenThereIsNoSuchDomainThenSaidOnce() {
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.DOMAIN_MISSING);
    assertThat(check(RecordType.TXT).run()).isEmpty();
  }

  @Test
  void textWhenAtlassiansIsThereOrNotThenVerifiedOrNot() throws Exception {
    dns.txt(NAME, "v=spf1 -all");
    assertThat(look(RecordType.TXT)).isEqualTo(Diagnosis.DOMAIN_UNVERIFIED);
    dns.txt(NAME, "atlassian-domain-verification=AbC+/=");
    assertThat(look(RecordType.TXT)).isEqualTo(Diagnosis.DOMAIN_VERIFIED);
  }

  @Test
  void mailWhenNobodyAnswersThenUnansweredWithinTheLimit() {
    dns.silent();
    long begun = System.nanoTime();
    assertThat(look(RecordType.MX)).isEqualTo(Diagnosis.DNS_UNANSWERED);
    assertThat(System.nanoTime() - begun).isLessThan(check(RecordType.MX).limit().toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "127.0.0.1:", "host/path", "user@host", "host:123456"})
  void serverWhenMalformedThenNone(String server) {
    assertThat(DnsResolver.at(server)).isEmpty();
  }

  private Diagnosis look(RecordType type) {
    return Realms.diagnoses(check(type).run()).get(0);
  }

  private DomainCheck check(RecordType type) {
    return new DomainCheck(
        new DomainName(NAME), type, DnsResolver.at(dns.server()).orElseThrow(), exchanger);
  }
}
