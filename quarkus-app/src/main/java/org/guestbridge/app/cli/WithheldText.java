package org.guestbridge.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guestbridge.app.admin.PullList;

/** What a Graph channel withheld, for people to read, with the command that allows it. */
final class WithheldText {

  private WithheldText() {}

  /** Nothing when nothing is withheld. */
  static List<String> lines(PullList.Entry entry) {
    Optional<PullList.Withheld> withheld = entry.withheld();
    return withheld.map(loss -> lines(entry.channel(), loss)).orElse(List.of());
  }

  private static List<String> lines(String channel, PullList.Withheld withheld) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s: withheld (%s): the accounts of %d of %d guests and of %d of %d employees, and"
                + " groups of %d people",
            channel,
            withheld.code(),
            withheld.guests(),
            withheld.ofGuests(),
            withheld.employees(),
            withheld.ofEmployees(),
            withheld.members()),
        "  If they left indeed: guestbridge provisioning withdraw --channel "
            + channel
            + option("guests", withheld.guests())
            + option("employees", withheld.employees())
            + option("members", withheld.members())
            + " --as NAME");
  }

  private static String option(String name, long number) {
    return number == 0 ? "" : " --" + name + " " + number;
  }
}
