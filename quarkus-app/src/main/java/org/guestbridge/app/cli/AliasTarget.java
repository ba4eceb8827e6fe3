package org.guestbridge.app.cli;

import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasView;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The binding that a command is about, by its id or by the address that it holds. */
final class AliasTarget {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The binding's id, or the address it holds.")
  private String given = "";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  UUID id(AdminOperations operations) throws RefusalException {
    if (ID.matcher(given).matches()) {
      return UUID.fromString(given);
    }
    EmailAddress address =
        EmailAddress.parse(given)
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), "Neither an id nor an address."));
    return operations.aliasesHolding(address).aliases().stream()
        .findFirst()
        .map(AliasView::id)
        .orElseThrow(
            () -> new RefusalException(Code.BINDING_UNKNOWN, "Nobody holds this address."));
  }
}
