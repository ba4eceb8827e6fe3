package org.guestbridge.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.guestbridge.app.doctor.Doctor;
import org.guestbridge.app.doctor.DoctorJson;
import org.guestbridge.app.doctor.DoctorReport;
import org.guestbridge.app.doctor.DoctorText;
import org.guestbridge.app.doctor.Examination;
import org.guestbridge.app.doctor.RegistryAccess;
import org.guestbridge.app.doctor.TokenFile;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.load.LoadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a realm against the world. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Check a realm against the world: providers, keys, dates, clocks, DNS, database, this machine,"
          + " the broker at its public address, applications, directories and Microsoft Graph.",
      "Nothing is changed. Each finding has a stable id and a remedy; see docs/doctor.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No error was found; there may be warnings.",
      "1:An error was found; an invalid realm file is one.",
      "2:It could not run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge doctor realm.yaml",
      "  guestbridge doctor realm.yaml --data /var/lib/guestbridge --token guest-token.txt",
      "  guestbridge doctor realm.yaml --json | jq '.findings[] | select(.severity != \"ok\")'"
    })
final class DoctorCommand implements Callable<Integer>, Inquiry {

  private final Terminal terminal;

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description = {
        "An ID token that you copied, or its claims as JSON: which optional claims it has, and what"
            + " the rules make of it. It is neither sent anywhere nor printed."
      })
  private Optional<Path> token = Optional.empty();

  @Option(
      names = "--offline",
      description = "Ask nothing but this machine and the registry's database.")
  private boolean offline;

  @Mixin private RealmFileParameter file = new RealmFileParameter();
  @Mixin private DnsOption dns = new DnsOption();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    file.requireReadable();
    LoadResult loaded = file.load(terminal);
    Optional<AdminSession> broker = runningBroker(realmOf(loaded));
    try {
      DoctorReport report = examination(loaded, broker).reportBy(new Doctor(terminal::warn));
      show(report);
      return (report.hasErrors() ? ExitCode.NO : ExitCode.OK).number();
    } finally {
      broker.ifPresent(AdminSession::close);
    }
  }

  private static Optional<RealmId> realmOf(LoadResult result) {
    return result instanceof LoadResult.Loaded loaded
        ? Optional.of(loaded.realm().id())
        : Optional.empty();
  }

  private Examination examination(LoadResult loaded, Optional<AdminSession> broker)
      throws RefusalException {
    return new Examination(
        file.file(),
        loaded,
        data.data(),
        KeyRingLocation.in(data.data(), terminal.environment()),
        new RegistryAccess(broker.map(AdminSession::operations), database(broker.isPresent())),
        tokenFile(),
        dns.resolver(),
        offline,
        InstantSource.system());
  }

  /** The broker holds an H2 file for itself. */
  private Optional<DataSource> database(boolean brokerRuns) throws RefusalException {
    Optional<Database> given = database.database(terminal.environment());
    if (given.isEmpty() && brokerRuns) {
      return Optional.empty();
    }
    return Optional.of(given.orElseGet(() -> Database.in(data.data())).existing());
  }

  private Optional<AdminSession> runningBroker(Optional<RealmId> realm) {
    try {
      return AdminOptions.runningBroker(data.data(), realm);
    } catch (RefusalException refusal) {
      terminal.warn(refusal.detail());
      return Optional.empty();
    }
  }

  private Optional<TokenFile> tokenFile() {
    return token.map(this::tokenFile);
  }

  private TokenFile tokenFile(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(TokenFile.MAX_BYTES + 1);
      if (content.length <= TokenFile.MAX_BYTES) {
        return new TokenFile(content);
      }
    } catch (IOException unreadable) {
      // Told below, as for a file that is too long.
    }
    throw new ParameterException(
        spec.commandLine(), "The file of --token cannot be read, or is larger than 64 KiB.");
  }

  private void show(DoctorReport report) {
    if (output.json()) {
      terminal.out().println(DoctorJson.write(report));
    } else {
      DoctorText.lines(report).forEach(terminal::line);
    }
  }
}
