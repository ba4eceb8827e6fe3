package org.guestbridge.app.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.DeliveryOperations;
import org.guestbridge.app.admin.DeliveryOrder;
import org.guestbridge.app.admin.DeliveryPage;
import org.guestbridge.app.admin.DeliveryView;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Retries, sets aside or adopts one delivery, or lists and retries all that were set aside. */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n")
final class ProvisioningOrderCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final DeliveryOrder order;

  @Parameters(
      arity = "0..1",
      paramLabel = "ITEM",
      description = "The binding's id, or the group's name with --group.")
  private Optional<String> item = Optional.empty();

  @Option(
      names = "--directory",
      paramLabel = "NAME",
      required = true,
      description = "The downstream whose directory it is.")
  private String directory = "";

  @Option(names = "--group", description = "Groups instead of accounts.")
  private boolean group;

  @Option(names = "--all", description = "With retry: everything that was set aside.")
  private boolean all;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "With adopt: the directory's id of the account, as the detail names it.")
  private Optional<String> remoteId = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Who gives the order, for the audit log: a role or a ticket, not a person.")
  private Optional<String> name = Optional.empty();

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private ProvisioningOrderCommand(Terminal terminal, DeliveryOrder order) {
    this.terminal = terminal;
    this.order = order;
  }

  static CommandLine of(Terminal terminal, DeliveryOrder order) {
    CommandLine command = new CommandLine(new ProvisioningOrderCommand(terminal, order));
    command.getCommandSpec().name(order.text());
    String start = "  guestbridge provisioning " + order.text() + " --directory atlassian ";
    command
        .getCommandSpec()
        .usageMessage()
        .description(description(order))
        .footer(
            start
                + "7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11"
                + (order == DeliveryOrder.ADOPT ? " --id 6b1c --as ticket-4711" : ""));
    return command;
  }

  private static String description(DeliveryOrder order) {
    return switch (order) {
      case RETRY ->
          "Tell the directory anew: one account or group, or with --all everything that was set"
              + " aside. Telling twice does no harm.";
      case SET_ASIDE ->
          "Without ITEM, list what was set aside and why. With ITEM, set a pending account or group"
              + " aside until it changes or you retry it.";
      case ADOPT ->
          "Take over an account that the directory already has under the person's address. Its names"
              + " and externalId are overwritten, and the person signs in to it. Look at the account"
              + " first: whoever used it until now is to be the same person.";
    };
  }

  @Override
  public Integer call() throws RefusalException {
    Actor actor =
        name.map(text -> Actor.parse(text).orElseThrow(() -> misuse("--as is not a name.")))
            .orElse(Actor.CLI);
    check();
    try (AdminSession session = admin.open(terminal)) {
      DeliveryOperations deliveries = session.operations().deliveries();
      if (item.isPresent()) {
        show(deliveries.order(order, key(item.get()), remoteId, actor));
      } else {
        eachSetAside(deliveries, actor);
      }
    }
    return ExitCode.OK.number();
  }

  private void check() {
    if (order == DeliveryOrder.ADOPT && (item.isEmpty() || remoteId.isEmpty() || group)) {
      throw misuse("Name the account to adopt: ITEM and --id.");
    }
    if (order != DeliveryOrder.ADOPT && remoteId.isPresent()) {
      throw misuse("--id belongs to adopt.");
    }
    if (order == DeliveryOrder.RETRY && item.isPresent() == all) {
      throw misuse("Say either ITEM or --all.");
    }
    if (order != DeliveryOrder.RETRY && all) {
      throw misuse("--all belongs to retry.");
    }
  }

  /** Lists what was set aside, or retries it, a page at a time. */
  private void eachSetAside(DeliveryOperations deliveries, Actor actor) throws RefusalException {
    Optional<String> after = Optional.empty();
    long count = 0;
    do {
      DeliveryPage page = deliveries.setAside(directory, kind(), after, AdminOperations.MAX_PAGE);
      for (DeliveryView each : page.deliveries()) {
        show(all ? deliveries.order(order, key(each.item()), Optional.empty(), actor) : each);
        count++;
      }
      after = page.next();
    } while (after.isPresent());
    if (count == 0) {
      terminal.warn("Nothing was set aside.");
    }
  }

  private void show(DeliveryView view) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(view));
      return;
    }
    terminal.line(
        String.format(
            Locale.ROOT,
            "%s  %-9s  %s  %s",
            view.item(),
            view.state(),
            view.address().orElse("-"),
            view.code().orElse("")));
    view.detail().ifPresent(detail -> terminal.line("  " + detail));
  }

  private DeliveryKey key(String text) {
    try {
      return new DeliveryKey(directory, kind(), text);
    } catch (IllegalArgumentException oversized) {
      throw misuse("--directory or ITEM is empty or too long.");
    }
  }

  private DeliveryKind kind() {
    return group ? DeliveryKind.GROUP : DeliveryKind.USER;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
