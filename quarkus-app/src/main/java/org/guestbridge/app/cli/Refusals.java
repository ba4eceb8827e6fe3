package org.guestbridge.app.cli;

import java.util.Map;
import java.util.Objects;
import org.guestbridge.app.admin.AdminJson;
import org.guestbridge.app.admin.ProblemView;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: code, detail, remedy; never a stack trace unless one is asked for. */
final class Refusals implements IExecutionExceptionHandler, IParameterExceptionHandler {

  /** Set by whoever reports a defect; the trace may quote what was typed. */
  private static final String TRACE_VARIABLE = "GUESTBRIDGE_TRACE";

  private final Terminal terminal;

  Refusals(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ParameterException misuse) {
      return handleParseException(misuse, parsed.originalArgs().toArray(new String[0]));
    }
    Code code = code(failure);
    if (code == Code.INTERNAL_ERROR && terminal.environment().containsKey(TRACE_VARIABLE)) {
      failure.printStackTrace(terminal.err());
    }
    say(ProblemView.of(code, detail(failure)), parsed.originalArgs().contains("--json"));
    return exit(code, command.getCommand()).number();
  }

  @Override
  public int handleParseException(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    String message = misuse.getMessage();
    terminal.warn(message == null ? "The command is not complete." : message);
    UnmatchedArgumentException.printSuggestions(misuse, terminal.err());
    terminal.warn("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }

  /** A refusal must not look like an answer. */
  private static ExitCode exit(Code code, Object command) {
    ExitCode exit = ExitCode.of(code);
    return exit == ExitCode.NO && command instanceof Inquiry ? ExitCode.USAGE : exit;
  }

  private void say(ProblemView problem, boolean json) {
    if (json) {
      terminal.err().println(AdminJson.write(Map.of("error", problem)));
      return;
    }
    terminal.warn("error: " + problem.code());
    terminal.warn("  " + problem.detail());
    terminal.warn("  " + problem.remedy());
  }

  private static String detail(Exception failure) {
    if (failure instanceof RefusalException refusal) {
      return refusal.detail();
    }
    return failure instanceof LedgerUnfitException unfit
        ? Objects.requireNonNullElse(unfit.getMessage(), "")
        : "";
  }

  private static Code code(Exception failure) {
    if (failure instanceof RefusalException refusal) {
      return refusal.code();
    }
    if (failure instanceof LedgerUnfitException unfit) {
      return unfit.code();
    }
    return failure instanceof LedgerUnavailableException
        ? Code.LEDGER_UNAVAILABLE
        : Code.INTERNAL_ERROR;
  }
}
