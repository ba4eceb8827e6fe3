package org.guestbridge.simulators.atlassian.mail;

/** Where mail goes; a real SMTP server can stand behind it. */
@FunctionalInterface
public interface MailTransport {
  /** Hands over one message; it may block, and is called by several threads. */
  Delivery deliver(Message message);

  /**
   * One message.
   *
   * @param to address of one recipient
   * @param subject one line
   * @param text plain text
   */
  record Message(String to, String subject, String text) {}

  /** What the recipient's mail server said. */
  enum Delivery {
    /** 2xx. */
    ACCEPTED,
    /** 4xx, or no answer: the sender gives up without consequence here. */
    DEFERRED,
    /** 5xx: a hard bounce, after which nothing is sent to the address any more. */
    BOUNCED
  }
}
