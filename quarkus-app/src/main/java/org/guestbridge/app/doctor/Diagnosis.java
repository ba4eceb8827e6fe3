package org.guestbridge.app.doctor;

import static org.guestbridge.app.doctor.Part.BROKER;
import static org.guestbridge.app.doctor.Part.CHECKS;
import static org.guestbridge.app.doctor.Part.DATABASE;
import static org.guestbridge.app.doctor.Part.DOMAINS;
import static org.guestbridge.app.doctor.Part.DOWNSTREAMS;
import static org.guestbridge.app.doctor.Part.KEYS;
import static org.guestbridge.app.doctor.Part.MACHINE;
import static org.guestbridge.app.doctor.Part.MAIL;
import static org.guestbridge.app.doctor.Part.PROVISIONING;
import static org.guestbridge.app.doctor.Part.REALM;
import static org.guestbridge.app.doctor.Part.TOKEN;
import static org.guestbridge.app.doctor.Part.UPSTREAMS;
import static org.guestbridge.app.doctor.Severity.ERROR;
import static org.guestbridge.app.doctor.Severity.OK;
import static org.guestbridge.app.doctor.Severity.WARNING;

import java.util.Locale;

/**
 * Everything that can be found, in the order of {@code docs/doctor.md}. An id is never renamed and
 * never used again; its severity is part of what it means.
 */
public enum Diagnosis {
  REALM_OK(REALM, OK, "The realm file loads.", ""),
  REALM_PROBLEM(
      REALM, ERROR, "The realm file has a problem.", "Do what the problem's own remedy says."),

  UPSTREAM_DISCOVERY_OK(
      UPSTREAMS,
      OK,
      "The provider's discovery document is reachable, names the right issuer, and its endpoints"
          + " are where they may be.",
      ""),
  UPSTREAM_UNREACHABLE(
      UPSTREAMS,
      ERROR,
      "The provider cannot be reached, its TLS certificate is not trusted, or it does not answer in"
          + " time.",
      "Open the way from this machine to the provider: name resolution, firewall, proxy, and the"
          + " certificate authorities that the JDK trusts."),
  UPSTREAM_DISCOVERY_INVALID(
      UPSTREAMS,
      ERROR,
      "The discovery document is not what it must be: another issuer, an endpoint elsewhere, or not"
          + " a document at all.",
      "Compare tenant, authority and issuer of the upstream with what the provider publishes."),
  UPSTREAM_SLOW(
      UPSTREAMS,
      WARNING,
      "The provider took longer than three seconds to answer.",
      "Look at the network between this machine and the provider; a call is given up after five"
          + " seconds."),
  UPSTREAM_KEYS_OK(UPSTREAMS, OK, "The provider publishes keys that can verify its tokens.", ""),
  UPSTREAM_KEYS_INVALID(
      UPSTREAMS,
      ERROR,
      "The provider publishes no key that may sign its ID tokens.",
      "Compare the algorithms of the upstream with the keys that the provider publishes."),
  UPSTREAM_PKCE_OK(UPSTREAMS, OK, "The provider supports PKCE with S256.", ""),
  UPSTREAM_PKCE_UNSTATED(
      UPSTREAMS,
      WARNING,
      "The provider does not say whether it supports PKCE.",
      "Ask the provider's documentation. A provider that ignores PKCE works, with one protection"
          + " less."),
  UPSTREAM_PKCE_MISSING(
      UPSTREAMS,
      ERROR,
      "The provider says that it supports PKCE, but not with S256.",
      "Allow the method S256 at the provider."),
  UPSTREAM_LOGOUT_MISSING(
      UPSTREAMS,
      WARNING,
      "The realm asks for logout at the provider, whose metadata name no usable"
          + " end_session_endpoint; logout requests are answered without it.",
      "Remove logout: upstream, or let the provider publish its end_session_endpoint."),
  UPSTREAM_METADATA_OK(
      UPSTREAMS,
      OK,
      "The provider's SAML metadata can be had, are valid, verified as configured, and hold a"
          + " signing key.",
      ""),
  UPSTREAM_METADATA_PINNED(
      UPSTREAMS, OK, "The realm file pins the provider's keys; there are no metadata to read.", ""),
  UPSTREAM_METADATA_INVALID(
      UPSTREAMS,
      ERROR,
      "The provider's SAML metadata are not valid: expired, not signed by the configured signer,"
          + " without a usable key, or of another entity.",
      "Compare entityId, metadata and signers of the upstream with what the provider"
          + " publishes."),
  UPSTREAM_METADATA_ENDING(
      UPSTREAMS,
      WARNING,
      "The metadata document in the realm's files stops being valid within 30 days.",
      "Get a new metadata document from the provider and replace the file."),

  TOKEN_UNREADABLE(
      TOKEN,
      ERROR,
      "The file given with --token is neither an ID token nor a JSON object of claims.",
      "Give the ID token as it stands (three parts with dots between), or its claims as JSON."),
  TOKEN_UNFIT(
      TOKEN,
      ERROR,
      "No OpenID Connect upstream of the realm would accept the token's claims.",
      "Get a token of the app registration that the realm names, and compare the tenant."),
  TOKEN_CLAIMS_SEEN(TOKEN, OK, "Which of the optional claims the token has.", ""),
  TOKEN_ACCOUNT_PROVEN(TOKEN, OK, "The token proves whose account it is.", ""),
  TOKEN_ACCOUNT_UNPROVEN(
      TOKEN,
      ERROR,
      "The token does not prove whether the account is internal or external, so the person is"
          + " refused.",
      "Add the optional claims idp and acct to ID tokens of the app registration."),
  TOKEN_IDP_LACKING(
      TOKEN,
      ERROR,
      "The realm declares idpClaimConfigured, but a guest's token (acct is 1) has no idp: guests"
          + " are refused, and an external member could pass for an employee.",
      "Remove idpClaimConfigured now; add idp to the optional claims of ID tokens, and declare it"
          + " again once a guest's token shows it."),
  TOKEN_IDP_INCONCLUSIVE(
      TOKEN,
      WARNING,
      "The token has no idp. That is right for an own account, and says nothing about guests.",
      "Run this again with a guest's token."),
  TOKEN_IDP_UNDECLARED(
      TOKEN,
      WARNING,
      "A foreign idp is in the token, but the realm does not declare idpClaimConfigured, so"
          + " employees whose tokens have no idp are refused.",
      "When each kind of guest was seen with idp, set idpClaimConfigured: true."),
  TOKEN_ACCT_MISSING(
      TOKEN,
      WARNING,
      "The token has no acct, without which an absent idp proves nothing.",
      "Add the optional claim acct to ID tokens of the app registration."),
  TOKEN_RULE_CLAIMS_MISSING(
      TOKEN,
      WARNING,
      "Rules for this kind of account read claims that the token does not have.",
      "Add the optional claims to ID tokens of the app registration, or change the rules."),
  TOKEN_RELEASED(TOKEN, OK, "The rules would let this person in.", ""),
  TOKEN_REFUSED(
      TOKEN,
      WARNING,
      "The rules would refuse this person.",
      "If that is not meant, run guestbridge explain with the same claims."),

  KEY_RING_OK(KEYS, OK, "The key ring opens and has a signing key for the realm.", ""),
  KEY_RING_ABSENT(
      KEYS,
      WARNING,
      "There is no key ring in the data directory.",
      "Run guestbridge keys generate, or name the broker's data directory with --data."),
  KEY_RING_UNUSABLE(
      KEYS,
      ERROR,
      "The key ring is there but does not open.",
      "Run this as the broker's user; check password and permissions, or restore the backup."),
  SIGNING_KEY_ABSENT(
      KEYS,
      ERROR,
      "The key ring has no signing key for the realm.",
      "Run guestbridge keys generate for the realm."),
  CERTIFICATE_OK(KEYS, OK, "The certificate is valid for more than 60 days.", ""),
  CERTIFICATE_ENDING(
      KEYS,
      WARNING,
      "The certificate runs out within 60 days.",
      "Exchange it; the finding says how for each purpose."),
  CERTIFICATE_PRESSING(
      KEYS,
      ERROR,
      "The certificate runs out within 7 days.",
      "Exchange it now; the finding says how for each purpose."),
  CERTIFICATE_EXPIRED(
      KEYS,
      ERROR,
      "The certificate has run out.",
      "Exchange it now; the finding says how for each purpose."),

  MAIL_EXCHANGER_OK(DOMAINS, OK, "The alias domain takes mail: it has an MX record.", ""),
  MAIL_EXCHANGER_MISSING(
      DOMAINS,
      ERROR,
      "The alias domain has no MX record, or one that says it takes no mail (RFC 7505): mail to"
          + " aliases would bounce, and Atlassian stops sending to an address that bounced.",
      "Publish an MX record that leads to the system which delivers mail for aliases."),
  MAIL_EXCHANGER_OTHER(
      DOMAINS,
      WARNING,
      "None of the alias domain's MX records names mail.exchanger.",
      "Publish an MX record that names it, unless another server takes the mail first and hands it"
          + " on."),
  DOMAIN_MISSING(
      DOMAINS,
      ERROR,
      "The alias domain does not exist in the DNS.",
      "Create the domain, or correct its name in domains.alias."),
  DOMAIN_VERIFIED(DOMAINS, OK, "The alias domain has Atlassian's TXT record.", ""),
  DOMAIN_UNVERIFIED(
      DOMAINS,
      WARNING,
      "The alias domain has no TXT record atlassian-domain-verification=….",
      "Verify the domain at admin.atlassian.com, unless you did so by a file over https."),
  DNS_UNANSWERED(
      DOMAINS,
      WARNING,
      "The DNS server does not answer, or answers with a failure.",
      "Try again, or name another server with --dns-server."),

  MAIL_ELSEWHERE(MAIL, OK, "The realm says that mail is handled elsewhere; no route is kept.", ""),
  MAIL_ROUTES_COUNTED(MAIL, OK, "How many aliases have a route in force.", ""),
  MAIL_ROUTES_MISSING(
      MAIL,
      WARNING,
      "Active aliases have no route: mail to them is refused, and no account is made with them.",
      "Run guestbridge mail routes to see them; let the people sign in, or run guestbridge mail"
          + " set."),
  MAIL_ROUTES_BOUNCED(
      MAIL,
      WARNING,
      "Mail to mailboxes of guests was reported as bounced.",
      "Run guestbridge mail routes to see them; ask the people, then run guestbridge mail set."),
  MAIL_ROUTES_LOOPING(
      MAIL,
      ERROR,
      "Mailboxes behind aliases lie on alias domains of this broker: mail to them would go round.",
      "Run guestbridge mail routes to see them; give the people's own addresses by guestbridge mail"
          + " set."),
  MAIL_ROUTES_UNREAD(
      MAIL,
      ERROR,
      "The routes cannot be read.",
      "Name the broker's data directory with --data, or its database with --db-url."),
  MAIL_SERVER_UNNAMED(
      MAIL,
      WARNING,
      "The realm names no mail server, so only the DNS was asked.",
      "Set mail.exchanger to the server that takes mail for aliases."),
  MAIL_SERVER_UNREACHABLE(
      MAIL,
      ERROR,
      "The mail server cannot be reached from here, or does not speak SMTP.",
      "Start it, and open the way to its port; some networks close port 25."),
  MAIL_SERVER_UNDECIDED(
      MAIL,
      WARNING,
      "The mail server refused for now, so nothing can be told.",
      "Look at its log: most often it cannot ask the database."),
  MAIL_ALIAS_TAKEN(MAIL, OK, "The mail server takes mail for an alias with a route.", ""),
  MAIL_ALIAS_REFUSED(
      MAIL,
      ERROR,
      "The mail server refuses mail for an alias with a route: mail to it bounces.",
      "Check the server's table of aliases, its database and role; docs/mail.md has the way."),
  MAIL_ALIAS_UNASKED(
      MAIL,
      WARNING,
      "There is no alias with a route to ask the mail server about.",
      "Run this again after the first guest signed in, or after guestbridge mail set."),
  MAIL_UNKNOWN_REFUSED(MAIL, OK, "The mail server refuses mail for an alias that nobody has.", ""),
  MAIL_UNKNOWN_TAKEN(
      MAIL,
      ERROR,
      "The mail server takes mail for an alias that nobody has, and would have to send it back to a"
          + " sender that may be forged.",
      "Let it refuse unknown recipients at RCPT TO; docs/mail.md has the configuration."),

  DATABASE_OK(DATABASE, OK, "The database answers, with this version's tables.", ""),
  DATABASE_CONSTRAINTS_OK(
      DATABASE, OK, "The database refuses a second subject, address and use, as it must.", ""),
  DATABASE_BY_BROKER(
      DATABASE,
      OK,
      "The broker that runs here holds the database, and says that it answers; the broker checked"
          + " tables and constraints when it started.",
      ""),
  DATABASE_ABSENT(
      DATABASE,
      WARNING,
      "There is no database yet.",
      "The first start of the broker makes it; or name the broker's with --data or --db-url."),
  DATABASE_UNREACHABLE(
      DATABASE,
      ERROR,
      "The database does not answer.",
      "Start it, or correct --db-url, --db-user and GUESTBRIDGE_DB_PASSWORD."),
  DATABASE_SCHEMA(
      DATABASE,
      ERROR,
      "The database does not hold this version's tables.",
      "Start the broker with guestbridge.db.migrate, or use the version that made the tables."),
  DATABASE_CONSTRAINTS(
      DATABASE,
      ERROR,
      "The database let two rows in where one is allowed: a unique constraint is missing.",
      "Stop the broker. Restore the constraints from a backup of the schema before it starts"
          + " again."),
  LOGINS_IDP_CONFIRMED(
      DATABASE, OK, "A sign-in through the upstream once carried a foreign idp.", ""),
  LOGINS_IDP_UNCONFIRMED(
      DATABASE,
      WARNING,
      "The realm declares idpClaimConfigured, and no sign-in so far carried a foreign idp.",
      "Sign in as a guest, or give a guest's token with --token."),
  LOGINS_UNREAD(
      DATABASE,
      WARNING,
      "What sign-ins have shown cannot be read from the registry.",
      "See the other findings about the database."),

  CLOCK_OK(MACHINE, OK, "This machine's clock agrees within five seconds.", ""),
  CLOCK_SKEW(
      MACHINE,
      WARNING,
      "This machine's clock differs by more than five seconds.",
      "Synchronise the clocks (NTP)."),
  CLOCK_WRONG(
      MACHINE,
      ERROR,
      "This machine's clock differs by more than a minute: tokens and assertions are refused.",
      "Synchronise the clocks (NTP)."),
  JAVA_OK(MACHINE, OK, "The Java version is one that Guestbridge is tested with.", ""),
  JAVA_UNTESTED(
      MACHINE, WARNING, "Guestbridge is not tested with this Java version.", "Use Java 17 or 25."),
  FILES_OK(MACHINE, OK, "Files with secrets are open to their owner only.", ""),
  FILE_EXPOSED(
      MACHINE,
      ERROR,
      "A file with secrets, or the data directory, is open to group or others.",
      "chmod 0600 the file (0700 a directory), and exchange the secret if others use the machine."),

  PUBLIC_URL_OK(
      BROKER, OK, "The broker answers at publicUrl as this realm, with the active key.", ""),
  PUBLIC_URL_UNRESOLVED(
      BROKER,
      ERROR,
      "The host of publicUrl has no address.",
      "Publish the host in the DNS, or correct publicUrl."),
  PUBLIC_URL_UNREACHABLE(
      BROKER,
      ERROR,
      "A broker runs here, but does not answer at publicUrl.",
      "Check the proxy and its TLS certificate. If only this machine cannot reach it, browsers are"
          + " the better judge."),
  PUBLIC_URL_SILENT(
      BROKER,
      WARNING,
      "Nothing answers at publicUrl, and no broker was found to run here.",
      "Start the broker, then run this again with its --data."),
  PUBLIC_URL_FOREIGN(
      BROKER,
      ERROR,
      "What answers at publicUrl is not this realm's broker.",
      "Check the proxy's path and host, and that the broker serves this realm file."),
  PUBLIC_URL_OTHER_KEY(
      BROKER,
      ERROR,
      "The broker at publicUrl publishes another signing certificate than the active one here.",
      "Copy the key ring between the nodes, or name the broker's data directory with --data."),

  DOWNSTREAM_OK(DOWNSTREAMS, OK, "The application's host resolves and answers.", ""),
  DOWNSTREAM_UNRESOLVED(
      DOWNSTREAMS,
      ERROR,
      "The host of the assertion consumer service has no address.",
      "Copy the address again from the application."),
  DOWNSTREAM_UNREACHABLE(
      DOWNSTREAMS,
      WARNING,
      "This machine cannot reach the assertion consumer service, or does not trust its"
          + " certificate. Only browsers have to reach it.",
      "Check the address; if browsers reach it, nothing is wrong."),
  DOWNSTREAM_METADATA_ENDING(
      DOWNSTREAMS,
      WARNING,
      "The application's metadata stop being valid within 30 days; the realm does not load after"
          + " that.",
      "Get new metadata from the application and replace the file."),

  DIRECTORY_OK(PROVISIONING, OK, "The directory takes the key and lists accounts.", ""),
  DIRECTORY_KEY_REFUSED(
      PROVISIONING,
      ERROR,
      "The directory refuses the key, so nothing is delivered.",
      "Make a new API key at the directory and put it where directory.key refers to."),
  DIRECTORY_ADDRESS_UNKNOWN(
      PROVISIONING,
      ERROR,
      "There is no directory at the URL, so nothing is delivered.",
      "Copy the SCIM base URL into directory.url."),
  DIRECTORY_UNREACHABLE(
      PROVISIONING,
      ERROR,
      "The directory cannot be reached, does not answer in time, or fails.",
      "Open the way from this machine to the directory; deliveries are tried again by"
          + " themselves."),
  DIRECTORY_BUSY(
      PROVISIONING,
      WARNING,
      "The directory asks for fewer requests, so nothing can be told.",
      "Try again later; lower requestsPerSecond if it lasts."),
  DIRECTORY_ANSWER_INVALID(
      PROVISIONING,
      ERROR,
      "What answers at the directory's URL does not speak SCIM.",
      "Compare directory.url with the directory's SCIM base URL, and look at proxies on"
          + " the way."),
  DIRECTORY_KEY_OK(
      PROVISIONING,
      OK,
      "The directory's key works for more than 60 days, as the realm file notes.",
      ""),
  DIRECTORY_KEY_UNDATED(
      PROVISIONING,
      WARNING,
      "The realm file does not note the last day of the directory's key, so nobody warns"
          + " before it runs out.",
      "Set directory.keyExpires to the day that the directory showed when the key was made."),
  DIRECTORY_KEY_ENDING(
      PROVISIONING,
      WARNING,
      "The directory's key runs out within 60 days.",
      "Make a new API key at the directory, put it where directory.key refers to, and"
          + " change keyExpires."),
  DIRECTORY_KEY_PRESSING(
      PROVISIONING,
      ERROR,
      "The directory's key runs out within 7 days.",
      "Make a new API key at the directory now, put it where directory.key refers to, and"
          + " change keyExpires."),
  DIRECTORY_KEY_EXPIRED(
      PROVISIONING,
      ERROR,
      "The directory's key has run out, as the realm file notes.",
      "Make a new API key at the directory now, put it where directory.key refers to, and"
          + " change keyExpires."),
  GRAPH_OK(PROVISIONING, OK, "Microsoft Graph gives a token and shows what the channel reads.", ""),
  GRAPH_CREDENTIAL_REFUSED(
      PROVISIONING,
      ERROR,
      "The tenant refuses the credential of the app registration that asks Microsoft Graph.",
      "Compare client id and credential of the channel's upstream with the app"
          + " registration; renew the secret or certificate if it ran out."),
  GRAPH_DENIED(
      PROVISIONING,
      ERROR,
      "Microsoft Graph refuses something that the channel reads.",
      "Grant the app registration the application permission that is named, with admin"
          + " consent."),
  GRAPH_APPLICATION_UNKNOWN(
      PROVISIONING,
      ERROR,
      "The tenant has no enterprise application of the client id whose assignments the"
          + " channel reads.",
      "Correct the channel's application, or add the enterprise application."),
  GRAPH_UNREACHABLE(
      PROVISIONING,
      ERROR,
      "Microsoft Graph or the tenant's token endpoint cannot be reached, fails, or asks to"
          + " wait.",
      "Open the way from this machine to both, and try again."),
  GRAPH_ANSWER_INVALID(
      PROVISIONING,
      ERROR,
      "Microsoft Graph or the tenant's token endpoint answers something that is not what"
          + " it must be.",
      "Compare graphUrl, authority and tenant with the cloud that the tenant is in."),
  SCIM_SERVER_OK(
      PROVISIONING, OK, "The SCIM server answers at publicUrl, and refuses who has no token.", ""),
  SCIM_SERVER_UNREACHABLE(
      PROVISIONING,
      WARNING,
      "The SCIM server does not answer at publicUrl.",
      "Start the broker; let the proxy pass on /scim/ to it."),
  SCIM_SERVER_FOREIGN(
      PROVISIONING,
      ERROR,
      "What answers below /scim/ at publicUrl is not this realm's SCIM server.",
      "Let the proxy pass on /scim/ to the broker, path and answers unchanged."),

  CHECK_SLOW(
      CHECKS,
      WARNING,
      "A check did not end in its time and was given up.",
      "Try again; look at the network."),
  CHECK_FAILED(
      CHECKS,
      ERROR,
      "A check ended with a defect of its own. The others are not affected.",
      "Report it, with the version and the name of the check.");

  private final Part part;
  private final Severity severity;
  private final String cause;
  private final String remedy;

  Diagnosis(Part part, Severity severity, String cause, String remedy) {
    this.part = part;
    this.severity = severity;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** The stable id: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is about. */
  public Part part() {
    return part;
  }

  /** How much it matters. */
  public Severity severity() {
    return severity;
  }

  /** What it means, one sentence or two. */
  public String cause() {
    return cause;
  }

  /** What an administrator does; empty when there is nothing to do. */
  public String remedy() {
    return remedy;
  }
}
