package org.guestbridge.app.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
final class OutputOptions {

  @Option(
      names = "--json",
      description = "Answer in JSON on standard output, problems in JSON on standard error.")
  private boolean json;

  boolean json() {
    return json;
  }
}
