package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.provisioning.Bearer;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;
import org.guestbridge.simulators.entra.provisioning.ProvisioningSettings;

/**
 * A provisioning job of Entra before the broker and a directory of Atlassian behind it, with mail
 * routes and two assigned groups of the tenant.
 */
final class ProvisionedSite {

  final Directory tenant;
  final AtlassianScim atlassian;
  final UUID jira = UUID.randomUUID();
  final UUID confluence = UUID.randomUUID();

  private final Site site;
  private final ProvisioningJob job;

  ProvisionedSite(Site site) {
    this.site = site;
    this.tenant = site.entra().directory();
    this.atlassian = AtlassianScim.register(site.atlassian(), ScimSettings.defaults());
    this.job =
        ProvisioningJob.of(
            site.entra(),
            ProvisioningSettings.to(Scim.base(site, Site.REALM.value()))
                .allowingSpecialCharacters(),
            Bearer.secret(Scim.TOKEN));
  }

  /** Assigns the two groups, and lets the broker serve the realm with channel and directory. */
  void serve(Register register) throws IOException {
    serve(register, text -> text);
  }

  /** The same, with {@code edit} of the realm file. */
  void serve(Register register, UnaryOperator<String> edit) throws IOException {
    tenant.reset();
    for (UUID group : List.of(jira, confluence)) {
      tenant.groups().put(group, "Team " + group);
      tenant.assignments().assign(group);
    }
    UnaryOperator<String> realm = realm();
    register.serve(site, text -> edit.apply(realm.apply(text)));
  }

  /** What a cycle did, in which nothing may fail. */
  CycleReport cycle() {
    CycleReport report = job.runCycle();
    assertThat(report.failures()).isEmpty();
    assertThat(report.clean()).isTrue();
    return report;
  }

  /** An Entra guest whose mailbox her home tenant vouches for, assigned by {@link #jira}. */
  Person guest(String key, String mail) {
    return Person.person(key, PersonKind.ENTRA_GUEST, UUID.randomUUID().toString())
        .displayName("Gwen Guest")
        .names("Gwen", "Guest")
        .preferredUsername(mail)
        .upn(mail.replace('@', '_') + "#EXT#@" + EntraSettings.DEFAULT_INITIAL_DOMAIN)
        .email(mail)
        .emailDomainVerified(true)
        .idp(Site.HOME_IDP)
        .acct(1)
        .groups(List.of(jira))
        .build();
  }

  private UnaryOperator<String> realm() throws IOException {
    UnaryOperator<String> channel = Scim.channel(site);
    UnaryOperator<String> directory =
        Scim.directory(site, atlassian.base().toString(), atlassian.keys().current());
    String groups =
"""
    groups: { map: { "%s": jira-users, "%s": confluence-users }, drop: others }
"""
            .formatted(jira, confluence);
    return text ->
        directory
            .apply(channel.apply(text))
            .replace("handledBy: elsewhere", "handledBy: guestbridge")
            .replace("  - name: guests\n", "  - name: guests\n" + groups);
  }
}
