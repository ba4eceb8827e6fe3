package org.guestbridge.simulators.atlassian.scim;

import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.guestbridge.simulators.atlassian.Organization;
import org.guestbridge.simulators.atlassian.Switch;
import org.guestbridge.simulators.atlassian.mail.MailSink;

/** What the parts of one directory share. The store's monitor guards it and the two sets here. */
final class ScimState {
  final ScimSettings settings;
  final Organization organization;
  final URI base;
  final Clock clock;
  final DirectoryStore store = new DirectoryStore();
  final ScimCounters counters = new ScimCounters();
  final TroubleshootingLog log;
  final MailSink mail;
  final AccountLinks links;

  /** Names of groups that the organization has beside the directory's. */
  final Set<String> organizationGroups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** Accounts that a deleted record leaves locked, with the switch for the old behaviour. */
  final Set<String> keptLinks = new HashSet<>();

  ScimState(
      ScimSettings settings, Organization organization, URI base, Clock clock, MailSink mail) {
    this.settings = settings;
    this.organization = organization;
    this.base = base;
    this.clock = clock;
    this.mail = mail;
    this.log = new TroubleshootingLog(clock);
    this.links = new AccountLinks(organization, store, log, mail);
  }

  boolean isOn(Switch name) {
    return organization.switches().isOn(name);
  }

  int maximumPage() {
    return isOn(Switch.SCIM_LARGE_PAGES) ? 200 : 100;
  }
}
