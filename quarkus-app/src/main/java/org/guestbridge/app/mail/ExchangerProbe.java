package org.guestbridge.app.mail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.realm.MailExchanger;

/**
 * Asks the organization's own mail server which recipients it takes (RFC 5321 section 3.3), and
 * sends no message: after the recipients it resets and quits. The null sender is used, as a report
 * of failure would.
 *
 * <p>One session may be too long for a server: after forty recipients, or after eight that it
 * refused, the rest is asked in another. Postfix slows down whoever has more errors than ten in a
 * session, and takes fifty recipients in the shipped configuration (postconf(5), {@code
 * smtpd_soft_error_limit}, {@code smtpd_recipient_limit}).
 */
public final class ExchangerProbe {

  static final int MAX_RECIPIENTS = 40;
  static final int MAX_REFUSED = 8;

  /**
   * For everything that is asked at once, whatever the server does; only name lookup comes on top.
   */
  private static final Duration TIME = Duration.ofSeconds(10);

  private final MailExchanger exchanger;
  private final Duration time;

  /** A probe of one server, which has ten seconds for all answers together. */
  public ExchangerProbe(MailExchanger exchanger) {
    this(exchanger, TIME);
  }

  ExchangerProbe(MailExchanger exchanger, Duration time) {
    this.exchanger = exchanger;
    this.time = time;
  }

  /**
   * The server's reply code for each of {@code recipients}, in order.
   *
   * @throws IOException when it cannot be reached, is too slow, or does not speak SMTP
   */
  public List<Integer> ask(List<EmailAddress> recipients) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    List<Integer> codes = new ArrayList<>();
    while (codes.size() < recipients.size()) {
      int end = Math.min(recipients.size(), codes.size() + MAX_RECIPIENTS);
      codes.addAll(session(recipients.subList(codes.size(), end), deadline));
    }
    return codes;
  }

  /** The replies of one session, at least one, which may end before the last recipient. */
  private List<Integer> session(List<EmailAddress> recipients, long deadline) throws IOException {
    try (SmtpSession session = SmtpSession.open(exchanger, deadline)) {
      session.begin();
      List<Integer> codes = new ArrayList<>();
      int refused = 0;
      for (EmailAddress recipient : recipients) {
        int code = session.recipient(recipient);
        codes.add(code);
        refused += code < 400 ? 0 : 1;
        if (refused == MAX_REFUSED) {
          break;
        }
      }
      session.end();
      return codes;
    }
  }
}
