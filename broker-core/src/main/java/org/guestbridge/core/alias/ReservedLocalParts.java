package org.guestbridge.core.alias;

import java.util.Set;

/**
 * Local parts that no person may hold, since mail to them is meant for a role or proves control of
 * the domain: RFC 2142 (mailbox names for services), the addresses that certification authorities
 * accept for domain validation (CA/Browser Forum Baseline Requirements 3.2.2.4.4: admin,
 * administrator, webmaster, hostmaster, postmaster), system accounts and names that invite trust.
 *
 * <p>They are compared without {@code . _ -}: {@code no-reply} and {@code no.reply} are both {@code
 * noreply}.
 */
public final class ReservedLocalParts {

  private static final Set<String> RESERVED =
      Set.of(
          // RFC 2142
          "abuse",
          "ftp",
          "hostmaster",
          "info",
          "listrequest",
          "marketing",
          "news",
          "noc",
          "postmaster",
          "sales",
          "security",
          "support",
          "trouble",
          "usenet",
          "uucp",
          "webmaster",
          "www",
          // domain validation and system accounts
          "admin",
          "administrator",
          "daemon",
          "mail",
          "mailer",
          "mailerdaemon",
          "majordomo",
          "nobody",
          "root",
          "ssladmin",
          "ssladministrator",
          "sslwebmaster",
          "sysadmin",
          "system",
          // senders that nobody reads
          "bounce",
          "bounces",
          "donotreply",
          "noreply",
          "null",
          "undisclosedrecipients",
          // names that invite trust
          "accounting",
          "accounts",
          "alert",
          "alerts",
          "all",
          "atlassian",
          "billing",
          "ceo",
          "cert",
          "compliance",
          "contact",
          "csirt",
          "everyone",
          "finance",
          "guest",
          "guestbridge",
          "guests",
          "help",
          "helpdesk",
          "hr",
          "invoice",
          "it",
          "jira",
          "legal",
          "office",
          "payments",
          "payroll",
          "press",
          "privacy",
          "psirt",
          "service",
          "servicedesk",
          "soc",
          "staff",
          "team",
          "test",
          "user");

  private ReservedLocalParts() {}

  /** Whether {@code local}, in lower case, is reserved. */
  public static boolean contains(String local) {
    StringBuilder bare = new StringBuilder(local.length());
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c != '.' && c != '_' && c != '-') {
        bare.append(c);
      }
    }
    return RESERVED.contains(bare.toString());
  }
}
