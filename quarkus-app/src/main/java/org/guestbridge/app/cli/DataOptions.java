package org.guestbridge.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the data directory. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory. Default: ${DEFAULT-VALUE}")
  private Path data = Path.of("guestbridge-data");

  Path data() {
    return data;
  }
}
