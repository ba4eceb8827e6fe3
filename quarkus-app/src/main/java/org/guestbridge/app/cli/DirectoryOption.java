package org.guestbridge.app.cli;

import picocli.CommandLine.Option;

/** The option that names the directory which an order is about. */
final class DirectoryOption {

  @Option(
      names = "--directory",
      paramLabel = "NAME",
      required = true,
      description = "The downstream whose directory it is.")
  private String name = "";

  String name() {
    return name;
  }
}
