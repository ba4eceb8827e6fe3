package org.guestbridge.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.app.admin.MailRoutePage;
import org.guestbridge.app.admin.MailRouteView;
import org.guestbridge.app.mail.ExchangeScript;
import org.guestbridge.app.mail.PostfixMap;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes where mail to aliases goes. */
@Command(
    name = "routes",
    mixinStandardHelpOptions = true,
    description = {
      "Write where mail to aliases goes, to standard output, in order of id. CSV and JSON list every"
          + " active and held alias, with a code where mail is refused or bounced; the other formats"
          + " hold the routes in force alone. The output holds personal data. How far it is stands on"
          + " standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge mail routes --format csv > routes.csv",
      "  guestbridge mail routes --format postfix > aliases-of-guests && postmap aliases-of-guests",
      "  guestbridge mail routes --format exchange > routes.ps1"
    })
final class MailRoutesCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("id", "alias", "mailbox", "evidence", "since", "delivered", "code", "entraObjectId");

  private final Terminal terminal;
  private final LongSupplier nanoTime;

  @Option(
      names = "--format",
      paramLabel = "postfix|exchange|csv",
      description = "For Postfix, for Exchange Online, or CSV; not with --json. Default: csv")
  private RouteFormat format = RouteFormat.CSV;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * The command.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  MailRoutesCommand(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      MailOperations mail = session.operations().mail();
      if (output.json()) {
        each(mail, route -> print(AdminJson.write(route)));
      } else {
        write(mail);
      }
    }
    return ExitCode.OK.number();
  }

  private void write(MailOperations mail) throws RefusalException {
    switch (format) {
      case POSTFIX -> each(mail, route -> PostfixMap.line(route).ifPresent(this::print));
      case EXCHANGE -> {
        ExchangeScript.beginning().forEach(this::print);
        each(mail, route -> ExchangeScript.line(route).ifPresent(this::print));
      }
      case CSV -> {
        print(Csv.line(COLUMNS));
        each(mail, route -> print(Csv.line(fields(route))));
      }
    }
  }

  /** As it is: addresses have no control characters, and a file is to be read by a program. */
  private void print(String line) {
    terminal.out().println(line);
  }

  private void each(MailOperations mail, Consumer<MailRouteView> reader) throws RefusalException {
    LongWork work = new LongWork(terminal, "aliases", nanoTime);
    Optional<UUID> after = Optional.empty();
    do {
      MailRoutePage page = mail.routes(after, AdminOperations.MAX_PAGE);
      page.routes().forEach(reader);
      work.done(page.routes().size());
      after = page.next();
    } while (after.isPresent());
  }

  private static List<String> fields(MailRouteView route) {
    return List.of(
        route.id().toString(),
        route.alias(),
        route.mailbox().orElse(""),
        route.evidence().orElse(""),
        route.since().map(Object::toString).orElse(""),
        Boolean.toString(route.delivered()),
        route.code().orElse(""),
        route.objectId().map(UUID::toString).orElse(""));
  }
}
