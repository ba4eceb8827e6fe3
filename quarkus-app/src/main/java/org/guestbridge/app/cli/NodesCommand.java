package org.guestbridge.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.NodeView;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the nodes that live on the database of the broker that runs here. */
@Command(
    name = "nodes",
    mixinStandardHelpOptions = true,
    description = "List the live nodes, the eldest first, as the broker on this machine sees them.",
    footerHeading = "%nExamples:%n",
    footer = {"  guestbridge nodes", "  guestbridge nodes --json"})
final class NodesCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private AdminOptions admin = new AdminOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  NodesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    try (AdminSession session = admin.open(terminal)) {
      show(session.operations().status());
    }
    return ExitCode.OK.number();
  }

  private void show(BrokerStatus status) {
    if (output.json()) {
      terminal.out().println(AdminJson.write(status.nodes()));
      return;
    }
    if (status.nodes().isEmpty()) {
      terminal.warn("There is no cluster, or no broker runs here.");
    }
    status.nodes().forEach(node -> terminal.line(line(node)));
  }

  private static String line(NodeView node) {
    return String.format(
        Locale.ROOT,
        "%s %s  started %s  seen %s  ring %s  version %s  %s  %s",
        node.self() ? "*" : " ",
        node.id(),
        node.startedAt(),
        node.seenAt(),
        node.keyRing(),
        node.version(),
        node.joined() ? "joined" : "apart",
        node.realms());
  }
}
