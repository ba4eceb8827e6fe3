package org.guestbridge.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One run of the command line, in this process. */
record Run(int exit, String out, String err) {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("ENTRA_CLIENT_SECRET", "not-a-real-secret");

  static Run of(String... arguments) {
    return of(Optional.empty(), arguments);
  }

  static Run answering(String answer, String... arguments) {
    return of(Optional.of(answer), arguments);
  }

  private static Run of(Optional<String> answer, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            ENVIRONMENT,
            answer.map(given -> asked(err, given)));
    Server server =
        options -> {
          terminal.line("serving " + options.realms() + " " + options.port());
          return 0;
        };
    int exit = new Guestbridge(terminal, Optional.of(server), List.of()).run(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  /** Shows the question among the errors, where a terminal would, and answers it. */
  private static Function<String, String> asked(StringWriter err, String answer) {
    return question -> {
      err.write(question + "\n");
      return answer;
    };
  }

  JsonNode json() throws Exception {
    return new ObjectMapper().readTree(out);
  }
}
