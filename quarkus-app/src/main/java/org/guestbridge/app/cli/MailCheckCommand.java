package org.guestbridge.app.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.guestbridge.app.doctor.Doctor;
import org.guestbridge.app.doctor.DoctorJson;
import org.guestbridge.app.doctor.DoctorReport;
import org.guestbridge.app.doctor.DoctorText;
import org.guestbridge.app.doctor.MailExamination;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the own mail server before an account is made with an alias. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check that mail to aliases would arrive: MX records of the alias domains, how many aliases"
          + " have a route, and whether your own mail server (mail.exchanger) takes mail for a known"
          + " alias and refuses it for an unknown one. No message is sent, and nobody else is asked.",
      "Each finding has a stable id and a remedy; see docs/doctor.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No error was found; there may be warnings.",
      "1:An error was found.",
      "2:It could not be checked: wrong usage, or the realm file is invalid.",
      "3, 4:As everywhere; see guestbridge --help."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  guestbridge mail check realm.yaml",
      "  guestbridge mail check realm.yaml --json | jq '.findings[] | select(.severity != \"ok\")'"
    })
final class MailCheckCommand implements Callable<Integer>, Inquiry {

  private final Terminal terminal;

  @Mixin private RealmFileParameter file = new RealmFileParameter();
  @Mixin private DnsOption dns = new DnsOption();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  MailCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws RefusalException {
    file.requireReadable();
    Realm realm = file.realm(terminal);
    try (AdminSession session =
        AdminOptions.open(data.data(), database, terminal, Optional.of(realm.id()))) {
      DoctorReport report =
          new MailExamination(
                  realm, session.operations().mail(), dns.resolver(), InstantSource.system())
              .reportBy(new Doctor(terminal::warn));
      if (output.json()) {
        terminal.out().println(DoctorJson.write(report));
      } else {
        DoctorText.lines(report).forEach(terminal::line);
      }
      return (report.hasErrors() ? ExitCode.NO : ExitCode.OK).number();
    }
  }
}
