package org.guestbridge.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Fits the options of a command that stands for several orders to one of them, so that its help
 * shows what this order takes and nothing else.
 */
final class CommandForm {

  private final CommandSpec spec;

  CommandForm(CommandLine command) {
    this.spec = command.getCommandSpec();
  }

  /** Without that option or parameter, which is wrong usage from now on. */
  CommandForm without(String name) {
    spec.remove(find(name));
    return this;
  }

  /** With that option as one that has to be given. */
  CommandForm requiring(String option) {
    OptionSpec found = spec.findOption(option);
    spec.remove(found);
    spec.addOption(found.toBuilder().required(true).build());
    return this;
  }

  private ArgSpec find(String name) {
    return spec.args().stream()
        .filter(
            each ->
                each instanceof OptionSpec option
                    ? option.longestName().equals(name)
                    : each.paramLabel().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the command has no " + name));
  }
}
