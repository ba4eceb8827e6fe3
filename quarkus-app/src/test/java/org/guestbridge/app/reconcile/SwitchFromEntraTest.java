package org.guestbridge.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.entra.provisioning.Bearer;
import org.guestbridge.simulators.entra.provisioning.CycleReport;
import org.guestbridge.simulators.entra.provisioning.ProvisioningJob;
import org.guestbridge.simulators.entra.provisioning.ProvisioningSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entra's connector fills the directory itself, and then the broker takes its place. */
@Timeout(120)
class SwitchFromEntraTest {

  @Test
  void switchWhenAccountsAreImportedByExternalIdThenNoneIsLostAndNoneDoubled() throws Exception {
    try (World world = new World();
        SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults())) {
      entra
          .directory()
          .clear()
          .add(person("ann", PersonKind.EMPLOYEE, "ann@" + World.GUESTS))
          .add(person("bob", PersonKind.ENTRA_GUEST, "bob@partner.example"));
      ProvisioningSettings direct =
          ProvisioningSettings.to(world.fixture.scim.base())
              .ofEverybody()
              .withoutGroups()
              .allowingSpecialCharacters();
      Bearer key = Bearer.secret(world.fixture.scim.keys().current());
      CycleReport cycle = ProvisioningJob.of(entra, direct, key).runCycle();
      assertThat(cycle.failures()).isEmpty();
      DirectorySnapshot before = world.snapshot();
      assertThat(before.users()).hasSize(2);
      signedIn(world, "bob");

      ImportCandidates found = world.operations.importCandidates(CLOUD, 1);
      assertThat(found.entries()).extracting(ImportEntry::oid).contains(oid("ann"), oid("bob"));
      assertThat(world.operations.importCandidates(CLOUD, found.next().orElseThrow()))
          .isEqualTo(new ImportCandidates(List.of(), Optional.empty()));
      assertThat(world.operations.importAccounts(CLOUD, found.entries(), false, "test"))
          .extracting(ImportResult::outcome)
          .containsExactlyInAnyOrder("keep", "rename");
      assertThat(world.snapshot()).isEqualTo(before);
      world.operations.importAccounts(CLOUD, found.entries(), true, "test");

      UUID ann = world.person("ann");
      UUID bob = world.person("bob");
      world.settle();
      assertThat(ids(world.snapshot())).isEqualTo(ids(before));
      assertThat(user(world, ann).userName()).isEqualTo("ann@" + World.GUESTS);
      assertThat(user(world, bob).userName()).isEqualTo("bob@" + World.GUESTS);
      for (UUID each : List.of(ann, bob)) {
        assertThat(user(world, each).externalId()).contains(world.binding(each).toString());
      }
      assertThat(world.operations.importCandidates(CLOUD, 1).entries()).isEmpty();
      assertThat(world.fixture.scim.counters().usersDeleted()).isZero();
    }
  }

  private static Person person(String name, PersonKind kind, String address) {
    return Person.person(name, kind, oid(name).toString())
        .displayName(name + " Doe")
        .names(name, "Doe")
        .preferredUsername(address)
        .upn(
            kind == PersonKind.EMPLOYEE
                ? address
                : address.replace('@', '_') + "#EXT#@" + EntraSettings.DEFAULT_INITIAL_DOMAIN)
        .email(address)
        .build();
  }

  /** Has an alias and no account under it; Entra's account has the address at home. */
  private static void signedIn(World world, String name) {
    AliasRequest request = new AliasRequest(name, new DomainName(World.GUESTS), OnCollision.REFUSE);
    UpstreamSubject subject = new UpstreamSubject.Entra(World.TENANT, oid(name));
    BindOutcome outcome =
        world.inUnit(unit -> unit.aliases().bindAlias(subject, request, Fingerprint.NONE));
    assertThat(outcome).isInstanceOf(BindOutcome.Bound.class);
  }

  /** As {@link World#person} gives it. */
  private static UUID oid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> ids(DirectorySnapshot snapshot) {
    return snapshot.users().stream().map(DirectorySnapshot.User::id).sorted().toList();
  }

  private static DirectorySnapshot.User user(World world, UUID person) {
    return world.fixture.scim.user(world.remote(person)).orElseThrow();
  }
}
