package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.guestbridge.app.ExampleRealm;
import org.guestbridge.app.admin.AdminServer;
import org.guestbridge.app.admin.FakeOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class MailCommandTest {

  @TempDir Path temporary;

  private final FakeOperations operations = new FakeOperations();
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer(operations, temporary);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void routesWhenForPostfixThenOneLineForEachRouteInForce() {
    Run run = run("routes", "--format", "postfix");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(FakeOperations.CANARY + "\t" + FakeOperations.MAILBOX);
  }

  @Test
  void routesWhenItTakesLongThenHowFarItIsStandsOnStandardError() {
    AtomicLong time = new AtomicLong();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), Optional.empty());
    MailRoutesCommand slow =
        new MailRoutesCommand(terminal, () -> time.getAndAdd(Duration.ofSeconds(6).toNanos()));
    int exit = new CommandLine(slow).execute("--data", temporary.toString());
    assertThat(exit).isZero();
    assertThat(err.toString()).isEqualTo("2 aliases so far\n");
    assertThat(out.toString()).doesNotContain("so far");
    assertThat(run("routes").err()).isEmpty();
  }

  @Test
  void routesWhenForExchangeThenNothingInAnAddressIsExpanded() {
    assertThat(run("routes", "--format", "exchange").out().lines())
        .first()
        .asString()
        .startsWith("# ");
    assertThat(run("routes", "--format", "exchange").out().lines())
        .last()
        .isEqualTo(
            "Set-GuestAlias -ObjectId '00000000-0000-0001-0000-000000000001' -Alias '"
                + FakeOperations.CANARY
                + "' -Mailbox '=o''$(rm)@partner.example'");
  }

  @Test
  void routesWhenCsvThenEveryAliasAndNoFormula() {
    assertThat(run("routes").out().lines().toList())
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("\"id\",\"alias\",\"mailbox\"");
              assertThat(lines.get(1)).contains("\"'=o'$(rm)@partner.example\"");
              assertThat(lines.get(2)).contains("\"mail_route_missing\"");
            });
    assertThat(run("routes", "--json").out().lines()).hasSize(2);
  }

  @Test
  void setWhenAWordIsGivenThenOrderedUnderItsNameAndMisuseIsToldApart() {
    String alias = FakeOperations.CANARY;
    Run run = run("set", alias, "jo@partner.example", "--as", "ticket-4711");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("jo@partner.example");
    assertThat(operations.orders).containsExactly("ticket-4711 set");
    assertThat(run("set", alias, "jo@partner.example").exit()).isEqualTo(2);
    assertThat(run("set", alias, "--as", "x").exit()).isEqualTo(2);
    assertThat(run("set", alias, "no address", "--as", "x").exit()).isEqualTo(2);
    assertThat(run("forget", alias, "jo@partner.example", "--as", "x").exit()).isEqualTo(2);
    Run forgotten = run("forget", alias, "--as", "x");
    assertThat(forgotten.exit()).isEqualTo(1);
    assertThat(forgotten.err()).contains("mail_route_missing");
  }

  @Test
  void bouncedWhenMailGoesToAnotherMailboxByNowThenIgnoredAndSaid() {
    String alias = FakeOperations.CANARY;
    assertThat(run("bounced", alias, "--as", "postfix").exit()).isEqualTo(2);
    assertThat(run("bounced", alias, FakeOperations.IN_FORCE).err()).contains("--as=NAME");
    Run noted = run("bounced", alias, FakeOperations.IN_FORCE, "--as", "postfix");
    assertThat(noted.exit()).isZero();
    assertThat(noted.err()).isEmpty();
    assertThat(operations.orders).endsWith("postfix bounced");
    Run stale = run("bounced", alias, "old@partner.example", "--as", "postfix");
    assertThat(stale.exit()).isZero();
    assertThat(stale.err()).contains("Ignored").doesNotContain("old@partner.example");
  }

  @Test
  void checkWhenTheServerTakesOnlyWhoHasARouteThenNoErrorAndOtherwiseNamed() throws Exception {
    assertThat(check(known -> known.contains("canary") ? "250 ok" : "550 no"))
        .contains("mail_alias_taken", "mail_unknown_refused", "mail_routes_missing")
        .contains("0 errors");
    assertThat(check(any -> "250-fine\r\n250 ok"))
        .contains("mail_unknown_taken", "mail_alias_taken")
        .contains("1 error");
    assertThat(check(any -> "550 no")).contains("mail_alias_refused").contains("1 error");
    assertThat(check(any -> "451 later")).contains("mail_server_undecided").contains("0 errors");
    assertThat(check(any -> "hello")).contains("mail_server_unreachable").contains("1 error");
  }

  @Test
  void checkWhenAMailboxLiesOnAnAliasDomainThenNamed() throws Exception {
    Path file = temporary.resolve("looping.yaml");
    String aliasDomain = FakeOperations.MAILBOX.substring(FakeOperations.MAILBOX.indexOf('@') + 1);
    Files.writeString(
        file,
        ExampleRealm.with(
            ExampleRealm.MAIL, "{ handledBy: guestbridge }", "guests.example.com", aliasDomain));
    assertThat(run("check", file.toString(), "--dns-server", "127.0.0.1:9").out())
        .contains("mail_routes_looping");
    assertThat(checked("{ handledBy: guestbridge }")).doesNotContain("mail_routes_looping");
  }

  @Test
  void checkWhenMailIsElsewhereOrNoServerIsNamedThenSaid() throws Exception {
    assertThat(checked("{ handledBy: elsewhere }")).contains("mail_elsewhere");
    assertThat(checked("{ handledBy: guestbridge }")).contains("mail_server_unnamed");
  }

  @Test
  void checkWhenTheRealmFileIsAbsentOrInvalidThenTwoForNothingWasChecked() throws Exception {
    assertThat(run("check", temporary.resolve("none").toString()).exit()).isEqualTo(2);
    Path file = Files.writeString(temporary.resolve("bad.yaml"), "realm: example\n");
    Run invalid = run("check", file.toString());
    assertThat(invalid.exit()).isEqualTo(2);
    assertThat(invalid.err()).contains("realm_missing_key");
  }

  /** The report about a server that gives these replies to recipients. */
  private String check(UnaryOperator<String> reply) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serve(socket, reply));
      thread.setDaemon(true);
      thread.start();
      return checked(
          "{ handledBy: guestbridge, exchanger: \"127.0.0.1:" + socket.getLocalPort() + "\" }");
    }
  }

  private String checked(String mail) throws IOException {
    Path file = temporary.resolve("realm.yaml");
    Files.writeString(file, ExampleRealm.with(ExampleRealm.MAIL, mail));
    return run("check", file.toString(), "--dns-server", "127.0.0.1:9").out();
  }

  private static void serve(ServerSocket socket, UnaryOperator<String> reply) {
    try (Socket accepted = socket.accept()) {
      InputStream in = accepted.getInputStream();
      OutputStream out = accepted.getOutputStream();
      say(out, "220 here");
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        line.append((char) c);
        if (c == '\n') {
          say(out, line.indexOf("RCPT") == 0 ? reply.apply(line.toString()) : "250 ok");
          line.setLength(0);
        }
      }
    } catch (IOException ended) {
      // The probe went away, as it does.
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of("mail"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", temporary.toString()));
    return Run.of(all.toArray(new String[0]));
  }
}
