package org.guestbridge.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.MailOrder;
import org.guestbridge.app.admin.MailRouteView;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the mailbox behind an alias, reports a bounce, or forgets the route. */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n")
final class MailOrderCommand implements Callable<Integer> {

  private static final String MAILBOX = "MAILBOX";

  private final Terminal terminal;
  private final MailOrder order;

  @Parameters(
      index = "1",
      arity = "1",
      paramLabel = MAILBOX,
      description = "The person's own address.")
  private Optional<String> mailbox = Optional.empty();

  @Mixin private AliasTarget target = new AliasTarget();
  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private MailOrderCommand(Terminal terminal, MailOrder order) {
    this.terminal = terminal;
    this.order = order;
  }

  static CommandLine of(Terminal terminal, MailOrder order) {
    CommandLine command = new CommandLine(new MailOrderCommand(terminal, order));
    command.getCommandSpec().name(order.text());
    CommandForm form = new CommandForm(command).requiring(ActorOption.NAME);
    if (!order.namesMailbox()) {
      form.without(MAILBOX);
    }
    command
        .getCommandSpec()
        .usageMessage()
        .description(description(order))
        .footer(
            "  guestbridge mail "
                + order.text()
                + " jo_partner.example@guests.example.com"
                + (order.namesMailbox() ? " jo@partner.example" : "")
                + " --as ticket-4711");
    return command;
  }

  private static String description(MailOrder order) {
    return switch (order) {
      case SET ->
          "Send mail for an alias to a mailbox, on your word: you know that it is the person's. Your"
              + " word stays until you give another or forget the route; what later sign-ins prove"
              + " does not change it.";
      case BOUNCED ->
          "Report that mail to the mailbox behind an alias bounced. It is still forwarded, but no"
              + " further account is made with the alias until another mailbox is proven or you name"
              + " one. A mailbox to which the alias does not lead now is ignored.";
      case FORGET ->
          "Forget where mail for an alias goes. It is refused until a sign-in proves a mailbox or"
              + " you name one.";
    };
  }

  @Override
  public Integer call() throws RefusalException {
    Actor orderer = actor.actor();
    Optional<EmailAddress> to =
        mailbox.map(
            text ->
                EmailAddress.parse(text).orElseThrow(() -> misuse("MAILBOX is not an address.")));
    try (AdminSession session = admin.open(terminal)) {
      AdminOperations operations = session.operations();
      MailRouteView route = operations.mail().order(order, target.id(operations), to, orderer);
      show(route);
      if (order == MailOrder.BOUNCED && !route.mailbox().equals(to.map(EmailAddress::value))) {
        terminal.err().println("Ignored: mail for the alias does not go to that mailbox.");
      }
    }
    return ExitCode.OK.number();
  }

  private void show(MailRouteView route) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(route));
    } else {
      terminal.line(
          route.alias()
              + "  "
              + route.mailbox().orElse("-")
              + route.code().map(code -> "  " + code).orElse(""));
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
