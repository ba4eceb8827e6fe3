package org.guestbridge.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.doctor.DnsResolver;
import org.guestbridge.app.doctor.Doctor;
import org.guestbridge.app.doctor.DoctorJson;
import org.guestbridge.app.doctor.DoctorReport;
import org.guestbridge.app.doctor.DoctorText;
import org.guestbridge.app.doctor.MailExamination;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the own mail server before an account is made with an alias. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check that mail to aliases would arrive: MX records of the alias domains, how many aliases"
          + " have a route, and whether your own mail server (mail.exchanger) takes mail for a known"
          + " alias and refuses it for an unknown one. No message is sent, and nobody else is asked.",
      "Each finding has a stable id and a remedy; see docs/doctor.md.",
      "Exit code 0 without errors, 1 when an error was found."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge mail check realm.yaml",
      "  guestbridge mail check realm.yaml --json | jq '.findings[] | select(.severity != \"ok\")'"
    })
final class MailCheckCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The realm file, YAML or JSON.")
  private Path file = Path.of("realm.yaml");

  @Option(
      names = "--dns-server",
      paramLabel = "HOST[:PORT]",
      description = "Ask this DNS server, not those of this machine.")
  private Optional<String> dnsServer = Optional.empty();

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  MailCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    if (!Files.isReadable(file)) {
      throw misuse("The realm file cannot be read.");
    }
    InstantSource clock = InstantSource.system();
    Realm realm = realm(clock);
    try (AdminSession session = session(realm)) {
      DoctorReport report =
          new MailExamination(realm, session.operations().mail(), dns(), clock)
              .reportBy(new Doctor(terminal::warn));
      if (output.json()) {
        terminal.out().println(DoctorJson.write(report));
      } else {
        DoctorText.lines(report).forEach(terminal::line);
      }
      return (report.hasErrors() ? ExitCode.NO : ExitCode.OK).number();
    }
  }

  private AdminSession session(Realm realm) throws RefusalException {
    Optional<AdminSession> broker =
        AdminOptions.runningBroker(data.data(), Optional.of(realm.id()));
    if (broker.isPresent()) {
      return broker.get();
    }
    return DirectSession.open(
        data.data(),
        database.database(terminal.environment()),
        terminal.environment(),
        Optional.of(realm.id()),
        Optional.empty());
  }

  private Realm realm(InstantSource clock) throws RefusalException {
    LoadResult result =
        new RealmLoader(terminal.environment()::get, new MetadataRegistrations(clock)).load(file);
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.realm();
    }
    Problem first = ((LoadResult.Rejected) result).problems().get(0);
    throw new RefusalException(first.code(), first.pointer() + " " + first.detail());
  }

  private DnsResolver dns() {
    return dnsServer
        .map(
            server ->
                DnsResolver.at(server)
                    .orElseThrow(() -> misuse("--dns-server is HOST or HOST:PORT.")))
        .orElseGet(DnsResolver::ofMachine);
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
