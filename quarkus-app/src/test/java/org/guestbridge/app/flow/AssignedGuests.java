package org.guestbridge.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.provisioning.Bearer;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;
import org.guestbridge.simulators.entra.provisioning.ProvisioningSettings;

/**
 * Guests of the tenant who are assigned by groups, a provisioning job that tells the broker of
 * them, and what a directory is to have of them.
 */
final class AssignedGuests {

  /** A group that a directory has already, from somebody else. */
  static final String FOREIGN = "partners";

  private final Directory tenant;
  private final Plans plans;
  private final ProvisioningJob job;
  private final Map<String, UUID> groups = new TreeMap<>();
  private final List<Person> invited = new ArrayList<>();

  AssignedGuests(Site site, Plans plans) {
    this.tenant = site.entra().directory();
    this.plans = plans;
    this.job =
        ProvisioningJob.of(
            site.entra(),
            ProvisioningSettings.to(Scim.base(site, Site.REALM.value()))
                .allowingSpecialCharacters(),
            Bearer.secret(Scim.TOKEN));
    for (String name : List.of("jira", "confluence", "wiki", FOREIGN)) {
      groups.put(name, UUID.randomUUID());
    }
  }

  /** Each group of the tenant is a group of the same name in the directory. */
  UnaryOperator<String> groupRule() {
    String rule =
        groups.entrySet().stream()
            .map(group -> "\"" + group.getValue() + "\": " + group.getKey())
            .collect(Collectors.joining(", ", "    groups: { map: { ", " }, drop: others }\n"));
    return text -> text.replace("  - name: guests\n", "  - name: guests\n" + rule);
  }

  int count() {
    return invited.size();
  }

  void assign(String group) {
    tenant.groups().put(groups.get(group), "Team " + group + " " + groups.get(group));
    tenant.assignments().assign(groups.get(group));
  }

  void removeGroup(String group) {
    tenant.assignments().unassign(groups.get(group));
    tenant.groups().remove(groups.get(group));
  }

  /** Invites somebody; returns the number under which this guest is known here. */
  int invite(String local, String... memberships) {
    String mail = local + "@partner.example";
    Person guest =
        Person.person(local, PersonKind.ENTRA_GUEST, UUID.randomUUID().toString())
            .displayName("Gwen " + local)
            .names("Gwen", local)
            .preferredUsername(mail)
            .email(mail)
            .idp(Site.HOME_IDP)
            .acct(1)
            .groups(List.of(memberships).stream().map(groups::get).toList())
            .build();
    tenant.add(guest);
    invited.add(guest);
    return invited.size() - 1;
  }

  void change(int guest, UnaryOperator<Person.Builder> change) {
    tenant.change(invited.get(guest).key(), change);
  }

  void move(int guest, String from, String to) {
    tenant.leave(invited.get(guest).key(), groups.get(from));
    tenant.join(invited.get(guest).key(), groups.get(to));
  }

  void remove(int guest) {
    tenant.remove(invited.get(guest).key());
  }

  /** Lets the job tell the broker what changed. */
  void cycle() {
    CycleReport report = job.runCycle();
    assertThat(report.failures()).isEmpty();
    assertThat(report.clean()).isTrue();
  }

  UUID objectId(int guest) {
    return invited.get(guest).objectId();
  }

  String address(int guest) {
    return binding(guest).address().orElseThrow().value();
  }

  Binding binding(int guest) {
    return find(invited.get(guest)).orElseThrow();
  }

  private Optional<Binding> find(Person guest) {
    return plans.binding(EntraSettings.DEFAULT_TENANT, guest.objectId());
  }

  /**
   * The accounts by user name: names, groups and who may come from the tenant, addresses and ids
   * from the registry. Guests without a binding have none.
   */
  Map<String, ScimmyDirectory.Account> expected() {
    Map<String, ScimmyDirectory.Account> expected = new TreeMap<>();
    for (Person guest : invited) {
      find(guest)
          .map(binding -> expected(guest, binding))
          .ifPresent(account -> expected.put(account.userName(), account));
    }
    return expected;
  }

  private ScimmyDirectory.Account expected(Person guest, Binding binding) {
    Optional<Person> there = tenant.find(guest.key());
    Person person = there.orElse(guest);
    boolean active = there.isPresent() && person.accountEnabled() && isAssigned(person);
    String address = binding.address().orElseThrow().value();
    String given = person.givenName().orElseThrow();
    String family = person.familyName().orElseThrow();
    return new ScimmyDirectory.Account(
        address,
        binding.id().toString(),
        List.of(address),
        given,
        family,
        given + " " + family,
        active,
        active ? memberships(person) : Set.of());
  }

  private boolean isAssigned(Person person) {
    return person.groups().stream().anyMatch(id -> tenant.assignments().role(id).isPresent());
  }

  private Set<String> memberships(Person person) {
    return groups.entrySet().stream()
        .filter(group -> !group.getKey().equals(FOREIGN))
        .filter(group -> person.groups().contains(group.getValue()))
        .filter(group -> tenant.groups().find(group.getValue()).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
