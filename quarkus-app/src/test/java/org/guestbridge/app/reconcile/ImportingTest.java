package org.guestbridge.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.app.scim.out.DirectoryFixture.CLOUD;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ImportingTest {

  private World world;

  @BeforeEach
  void start() throws Exception {
    world = new World();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void importWhenAnOrganizationSwitchesThenNoAccountIsLost() throws Exception {
    UUID bound = signedIn("bound");
    world.person("taken");
    world.settle();
    String kept = world.createUser("old.name@" + World.GUESTS, "made-by-hand");
    String renamed = world.createUser("bound_partner.example#ext#@tenant.example", "entra");
    world.createUser("waits@partner.example", "entra-2");
    List<ImportEntry> entries =
        List.of(
            entry("newcomer", "old.name@" + World.GUESTS),
            entry("bound", "bound_partner.example#ext#@tenant.example"),
            entry("late", "waits@partner.example"),
            entry("thief", "taken@" + World.GUESTS),
            entry("nobody", "not.there@" + World.GUESTS),
            entry("taken", "taken@" + World.GUESTS),
            entry("taken", "waits@partner.example"));
    DirectorySnapshot before = world.snapshot();
    List<ImportResult> shown = world.operations.importAccounts(CLOUD, entries, false, "test");
    assertThat(shown)
        .extracting(ImportResult::outcome)
        .containsExactly(
            "keep", "rename", "rename_waits", "conflict", "not_there", "ours", "conflict");
    assertThat(shown).noneMatch(ImportResult::applied);
    assertThat(world.snapshot()).isEqualTo(before);
    boolean taken = world.inUnit(unit -> unit.aliases().isTaken(address("old.name")));
    assertThat(taken).isFalse();

    List<ImportResult> done = world.operations.importAccounts(CLOUD, entries, true, "test");
    assertThat(done)
        .extracting(ImportResult::outcome)
        .containsExactly(
            "keep", "rename", "rename_waits", "conflict", "not_there", "ours", "conflict");
    assertThat(done).filteredOn(ImportResult::applied).hasSize(2);
    UUID person = world.person("newcomer");
    world.person("bound");
    world.settle();
    DirectorySnapshot.User account = user(kept);
    assertThat(account.userName()).isEqualTo("old.name@" + World.GUESTS);
    assertThat(account.externalId()).contains(world.binding(person).toString());
    assertThat(world.remote(person)).isEqualTo(kept);
    assertThat(account.givenName()).contains("Jo");
    assertThat(world.snapshot().users()).hasSameSizeAs(before.users());
    assertThat(user(renamed).externalId()).contains(bound.toString());
    assertThat(user(renamed).userName()).isEqualTo("bound@" + World.GUESTS);
    assertThat(world.operations.importAccounts(CLOUD, entries.subList(0, 1), true, "test"))
        .extracting(ImportResult::outcome)
        .containsExactly("ours");
  }

  @Test
  void importWhenTooManyAtOnceThenRefused() {
    List<ImportEntry> many =
        Collections.nCopies(
            ReconciliationOperations.MAX_ENTRIES + 1, entry("joe", "joe@" + World.GUESTS));
    assertThatThrownBy(() -> world.operations.importAccounts(CLOUD, many, false, "test"))
        .isInstanceOfSatisfying(
            RefusalException.class,
            refused -> assertThat(refused.code()).isEqualTo(Code.REQUEST_INVALID));
  }

  /** Somebody who has a binding and no account. */
  private UUID signedIn(String name) {
    AliasRequest request = new AliasRequest(name, new DomainName(World.GUESTS), OnCollision.REFUSE);
    UpstreamSubject subject = new UpstreamSubject.Entra(World.TENANT, entry(name, "").oid());
    return world.inUnit(
        unit ->
            ((BindOutcome.Bound) unit.aliases().bindAlias(subject, request, Fingerprint.NONE))
                .binding()
                .id());
  }

  private DirectorySnapshot.User user(String id) {
    return world.fixture.scim.user(id).orElseThrow();
  }

  private static ImportEntry entry(String name, String address) {
    return new ImportEntry(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), address);
  }

  private static EmailAddress address(String local) {
    return EmailAddress.parse(local + "@" + World.GUESTS).orElseThrow();
  }
}
