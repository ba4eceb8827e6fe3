package org.guestbridge.app.cli;

import java.util.List;
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

  private static final String GROUP = "--group";
  private static final String ALL = "--all";
  private static final String REMOTE_ID = "--id";

  private final Terminal terminal;
  private final DeliveryOrder order;

  @Parameters(
      arity = "0..1",
      paramLabel = "ITEM",
      description = "The binding's id; for a group, its name.")
  private Optional<String> item = Optional.empty();

  @Option(names = GROUP, description = "Groups instead of accounts.")
  private boolean group;

  @Option(names = ALL, description = "Everything that was set aside, instead of ITEM.")
  private boolean all;

  @Option(
      names = REMOTE_ID,
      paramLabel = "ID",
      description = "The directory's id of the account, as the detail names it.")
  private Optional<String> remoteId = Optional.empty();

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private ActorOption actor = new ActorOption();
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
    fit(new CommandForm(command), order);
    command
        .getCommandSpec()
        .usageMessage()
        .description(description(order))
        .footer(examples(order).toArray(new String[0]));
    return command;
  }

  private static void fit(CommandForm form, DeliveryOrder order) {
    switch (order) {
      case RETRY -> form.without(REMOTE_ID);
      case SET_ASIDE -> form.without(REMOTE_ID).without(ALL);
      case ADOPT -> form.without(GROUP).without(ALL).requiring(REMOTE_ID);
    }
  }

  private static List<String> examples(DeliveryOrder order) {
    String start = "  guestbridge provisioning " + order.text() + " --directory atlassian";
    String item = start + " 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11";
    return switch (order) {
      case RETRY -> List.of(start + " --all --as ticket-4711", item, start + " --group jira-users");
      case SET_ASIDE -> List.of(start, start + " --group", item + " --as ticket-4711");
      case ADOPT -> List.of(item + " --id 6b1c --as ticket-4711");
    };
  }

  private static String description(DeliveryOrder order) {
    return switch (order) {
      case RETRY ->
          "Tell the directory anew: one account or group, or with --all every account that was set"
              + " aside, with --all --group every group. Telling twice does no harm.";
      case SET_ASIDE ->
          "Without ITEM, list the accounts that were set aside and why; with --group, the groups."
              + " With ITEM, set a pending account or group aside until it changes or you retry it.";
      case ADOPT ->
          "Take over an account that the directory already has under the person's address. Its names"
              + " and externalId are overwritten, and the person signs in to it. Look at the account"
              + " first: whoever used it until now is to be the same person.";
    };
  }

  @Override
  public Integer call() throws RefusalException {
    Actor orderer = actor.actor();
    if (order == DeliveryOrder.RETRY && item.isPresent() == all) {
      throw misuse("Say either ITEM or --all.");
    }
    if (order == DeliveryOrder.ADOPT && item.isEmpty()) {
      throw misuse("Name the account to adopt: ITEM.");
    }
    try (AdminSession session = admin.open(terminal)) {
      DeliveryOperations deliveries = session.operations().deliveries();
      if (item.isPresent()) {
        show(deliveries.order(order, key(item.get()), remoteId, orderer));
      } else {
        eachSetAside(deliveries, orderer);
      }
    }
    return ExitCode.OK.number();
  }

  /** Lists what was set aside, or retries it, a page at a time. */
  private void eachSetAside(DeliveryOperations deliveries, Actor orderer) throws RefusalException {
    Optional<String> after = Optional.empty();
    long count = 0;
    do {
      DeliveryPage page =
          deliveries.setAside(directory.name(), kind(), after, AdminOperations.MAX_PAGE);
      for (DeliveryView each : page.deliveries()) {
        show(all ? deliveries.order(order, key(each.item()), Optional.empty(), orderer) : each);
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
      return new DeliveryKey(directory.name(), kind(), text);
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
