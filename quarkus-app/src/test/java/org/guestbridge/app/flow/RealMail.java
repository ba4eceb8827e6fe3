package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.guestbridge.app.mail.PostfixFixture;
import org.guestbridge.app.mail.ReceivingServer;
import org.guestbridge.app.mail.SmtpClient;
import org.guestbridge.core.ledger.jdbc.Schema;

/** A real Postfix on the broker's PostgreSQL, with a sender before it and partners behind it. */
final class RealMail implements AutoCloseable {

  private static final String SENDER = "notify@atlassian.example";
  private static final byte[] MESSAGE =
      "From: jira@atlassian.example\r\nSubject: news\r\n\r\nbody\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ReceivingServer partner;
  private final PostfixFixture postfix;
  private final SmtpClient sender;

  private RealMail(ReceivingServer partner, PostfixFixture postfix, SmtpClient sender) {
    this.partner = partner;
    this.postfix = postfix;
    this.sender = sender;
  }

  /** Postfix reads {@code database}, and delivers for these domains to one partner. */
  static RealMail start(DataSource database, Set<String> domains) throws Exception {
    for (String statement : PostfixFixture.roleStatements()) {
      Schema.execute(database, statement);
    }
    ReceivingServer partner = new ReceivingServer();
    Map<String, Integer> routes = new HashMap<>();
    domains.forEach(domain -> routes.put(domain, partner.port()));
    PostfixFixture postfix = PostfixFixture.start(port(database), routes);
    return new RealMail(partner, postfix, postfix.connect());
  }

  private static int port(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      String url = connection.getMetaData().getURL();
      return URI.create(url.substring("jdbc:".length())).getPort();
    }
  }

  /** Sends a message to the alias, which must come to this mailbox. */
  void assertArrives(String alias, String mailbox) throws Exception {
    assertThat(sender.send(SENDER, alias, MESSAGE)).startsWith("250");
    assertThat(partner.next().recipient()).isEqualTo(mailbox);
  }

  /** Where the broker asks before it makes an account. */
  String exchanger() {
    return "127.0.0.1:" + postfix.port();
  }

  /** The broker asked about an alias that nobody has, and was told so. */
  void assertAsked() throws IOException {
    assertThat(postfix.log()).contains("no-such-alias-");
  }

  /** Mail to the alias must be refused for good, at the recipient. */
  void assertRefused(String alias) throws IOException {
    assertThat(sender.recipient(SENDER, alias)).startsWith("550 5.1.1");
    assertThat(partner.isEmpty()).isTrue();
  }

  @Override
  public void close() throws IOException {
    sender.close();
    postfix.close();
    partner.close();
  }
}
