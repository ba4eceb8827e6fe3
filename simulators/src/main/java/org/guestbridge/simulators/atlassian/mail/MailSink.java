package org.guestbridge.simulators.atlassian.mail;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * All mail of the simulated Atlassian. One hard bounce puts an address on the suppression list
 * until an administrator unblocks it (support.atlassian.com, "Users and JSM customers not getting
 * Jira Cloud emails because of bounces"). Safe for use by several threads.
 */
public final class MailSink {
  /** Older messages are forgotten. */
  public static final int REMEMBERED = 100_000;

  private final Clock clock;
  private final Deque<SentMail> sent = new ArrayDeque<>();
  private final Set<String> suppressed = new TreeSet<>();
  private final Set<String> bouncing = new HashSet<>();
  private volatile MailTransport transport = this::keep;

  public MailSink(Clock clock) {
    this.clock = clock;
  }

  /** Sends a message unless the address is suppressed. */
  public SentMail send(SentMail.Kind kind, String to, String subject, String text) {
    SentMail.Outcome outcome = SentMail.Outcome.SUPPRESSED;
    if (!isSuppressed(to)) {
      outcome =
          SentMail.Outcome.valueOf(
              transport.deliver(new MailTransport.Message(to, subject, text)).name());
    }
    SentMail mail = new SentMail(clock.instant(), kind, to, subject, outcome);
    remember(mail);
    return mail;
  }

  /** The newest messages, oldest first. */
  public synchronized List<SentMail> sent() {
    return new ArrayList<>(sent);
  }

  public synchronized List<SentMail> sentTo(String address) {
    return sent.stream().filter(mail -> mail.to().equalsIgnoreCase(address)).toList();
  }

  /** Addresses to which nothing is sent any more, in lower case. */
  public synchronized Set<String> suppressed() {
    return new TreeSet<>(suppressed);
  }

  public synchronized boolean isSuppressed(String address) {
    return suppressed.contains(key(address));
  }

  /** An administrator unblocks an address; true when it was suppressed. */
  public synchronized boolean unblock(String address) {
    return suppressed.remove(key(address));
  }

  /** Lets mail to this address bounce from now on, as if it did not exist. */
  public synchronized MailSink bounce(String address) {
    bouncing.add(key(address));
    return this;
  }

  /** Lets mail to this address arrive again; the suppression list stays as it is. */
  public synchronized MailSink accept(String address) {
    bouncing.remove(key(address));
    return this;
  }

  /** Sends by this transport from now on, for instance to a real SMTP server. */
  public MailSink transport(MailTransport value) {
    transport = value;
    return this;
  }

  public synchronized void clear() {
    sent.clear();
    suppressed.clear();
    bouncing.clear();
  }

  private synchronized MailTransport.Delivery keep(MailTransport.Message message) {
    return bouncing.contains(key(message.to()))
        ? MailTransport.Delivery.BOUNCED
        : MailTransport.Delivery.ACCEPTED;
  }

  private synchronized void remember(SentMail mail) {
    sent.addLast(mail);
    if (sent.size() > REMEMBERED) {
      sent.removeFirst();
    }
    if (mail.outcome() == SentMail.Outcome.BOUNCED) {
      suppressed.add(key(mail.to()));
    }
  }

  private static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
