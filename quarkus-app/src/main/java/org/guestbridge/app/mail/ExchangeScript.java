package org.guestbridge.app.mail;

import java.util.List;
import java.util.Optional;
import org.guestbridge.app.admin.MailRouteView;

/**
 * Commands of Exchange Online PowerShell that give a guest's mail user the alias as a further
 * address. A guest is a mail user whose {@code ExternalEmailAddress} is where mail is relayed; only
 * Exchange can add an address to it (learn.microsoft.com, "Set-MailUser").
 *
 * <p>The script changes a mail user only if mail would go to the mailbox that the route names.
 */
public final class ExchangeScript {

  private ExchangeScript() {}

  /** What stands before the lines of the routes. */
  public static List<String> beginning() {
    return List.of(
        "# Run in Exchange Online PowerShell, after Connect-ExchangeOnline. Holds personal data.",
        "$ErrorActionPreference = 'Stop'",
        "function Set-GuestAlias([string]$ObjectId, [string]$Alias, [string]$Mailbox) {",
        "  $user = Get-MailUser -Filter \"ExternalDirectoryObjectId -eq '$ObjectId'\"",
        "  if (-not $user) { Write-Warning \"no mail user: $ObjectId\"; return }",
        "  if (\"$($user.ExternalEmailAddress)\" -ine \"SMTP:$Mailbox\") {",
        "    Write-Warning \"other mailbox: $ObjectId\"; return",
        "  }",
        "  if ($user.EmailAddresses -inotcontains \"smtp:$Alias\") {",
        "    Set-MailUser -Identity $user.Guid.ToString() -EmailAddresses @{Add = \"smtp:$Alias\"}",
        "  }",
        "}");
  }

  /** The line of a route; empty when its mail is not delivered or the person is not of Entra. */
  public static Optional<String> line(MailRouteView route) {
    if (!route.delivered()) {
      return Optional.empty();
    }
    return route
        .objectId()
        .flatMap(
            id ->
                route
                    .mailbox()
                    .map(
                        mailbox ->
                            "Set-GuestAlias -ObjectId "
                                + quoted(id.toString())
                                + " -Alias "
                                + quoted(route.alias())
                                + " -Mailbox "
                                + quoted(mailbox)));
  }

  /**
   * A verbatim string: nothing in it is expanded, and only the quote itself is doubled
   * (learn.microsoft.com, "about_Quoting_Rules"). Addresses are ASCII, so none of the other quotes
   * that PowerShell knows can be in one.
   */
  static String quoted(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not printable ASCII");
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
