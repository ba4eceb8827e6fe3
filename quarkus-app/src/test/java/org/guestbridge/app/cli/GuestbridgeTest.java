package org.guestbridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestbridge.app.ExampleRealm;
import org.guestbridge.app.admin.AdminServer;
import org.guestbridge.app.admin.AdminToken;
import org.guestbridge.app.admin.FakeOperations;
import org.guestbridge.app.keys.KeyRing;
import org.guestbridge.app.keys.KeyRingLocation;
import org.guestbridge.app.store.DatabaseSettings;
import org.guestbridge.app.store.RegistryDatabase;
import org.guestbridge.core.alias.Fingerprint;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.rules.AliasRequest;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestbridgeTest {

  private static final String ID = FakeOperations.ID.toString();
  private static final String TENANT = "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81";
  private static final String GUEST = "00000000-0000-4000-8000-000000000001";
  private static final String REALM =
      ExampleRealm.with(
          ExampleRealm.RULES,
          """
          rules:
            - name: partners
              when: { account: external, mailDomain: { in: [partner.example] } }
              alias: { local: "{mail.local}_{mail.domain}", domain: guests.example.com, onCollision: suffix }
            - name: everyone else
              refuse: { message: "Ask your contact." }
          """);

  @TempDir Path temporary;

  @Test
  void helpWhenAskedForAnyCommandThenTeachesWithExamples() {
    assertThat(commandsThatTeach("")).hasSizeGreaterThan(40).contains("nodes", "mail forget");
    assertThat(Run.of("--help").out()).contains("Exit codes:").contains("Wrong usage");
    assertThat(Run.of("--version").out()).contains("guestbridge ");
  }

  @Test
  void helpOfAnOrderShowsWhatThisOrderTakes() {
    assertThat(help("provisioning", "adopt"))
        .contains(
            " --id=ID",
            "[--as=NAME]",
            "--directory atlassian 7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11 --id 6b1c --as ticket-4711")
        .doesNotContain("[--id=ID]", "--all", "--group");
    assertThat(help("provisioning", "retry")).contains("[ITEM]", "--all").doesNotContain("--id");
    assertThat(help("provisioning", "set-aside")).doesNotContain("--id", "--all");
    assertThat(help("mail", "set")).contains(" MAILBOX", " --as=NAME").doesNotContain("[--as");
    assertThat(help("mail", "bounced")).contains(" MAILBOX", " --as=NAME");
    assertThat(help("mail", "forget")).contains(" --as=NAME").doesNotContain("MAILBOX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aliases hold ID",
        "aliases after-restore --begin",
        "mail bounced ID jo@partner.example",
        "provisioning reconcile",
        "provisioning import --directory d list.csv",
        "provisioning retry --directory d --all"
      })
  void orderWhenItsGiverIsNoNameThenWrongUsageWithTheOneMessage(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--as", "Jo Doe <jo@partner.example>", "--data", data()));
    Run run = Run.of(words.toArray(new String[0]));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("--as takes 1 to 48 of A-Z a-z 0-9 . _ : -\n");
  }

  @Test
  void usageWhenWrongThenTwoAndSuggestion() {
    assertThat(Run.of("aliases", "lst").exit()).isEqualTo(2);
    Run run = Run.of("keys", "list", "--jsn");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--json").doesNotContain("\tat ");
    assertThat(Run.of("serve", "--realm", "r", "--port", "70000").exit()).isEqualTo(2);
    assertThat(Run.of("serve", "--realm", "r", "--port", "8080").out()).contains("serving [r]");
    assertThat(Run.of("serve", "--port", "8080").exit()).isEqualTo(2);
    assertThat(Run.of("serve", "a", "b", "--realm", "c").out()).contains("serving [a, b, c]");
  }

  @Test
  void validateWhenFileIsGoodOrBadThenZeroOrOne() throws Exception {
    assertThat(Run.of("validate", realm(REALM)).exit()).isZero();
    assertThat(Run.of("validate", realm(REALM), "--json").json().at("/rules").asInt()).isEqualTo(2);
    String bad = realm(REALM.replace("account: external", "acount: external"));
    Run run = Run.of("validate", bad, "--json");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().findValuesAsText("code")).contains("realm_unknown_key");
    assertThat(run.json().findValuesAsText("pointer")).contains("/rules/0/when/acount");
    assertThat(Run.of("validate", bad).out()).contains("invalid: ");
  }

  @Test
  void renderWhenFileIsGoodOrBadThenImportAndWarningsOrProblems() throws Exception {
    Run run = Run.of("render", "keycloak", realm(REALM));
    assertThat(run.exit()).isZero();
    assertThat(run.json().at("/identityProviders/0/config/clientSecret").asText())
        .isEqualTo("${ENTRA_CLIENT_SECRET}");
    assertThat(run.out() + run.err()).doesNotContain("not-a-real-secret");
    assertThat(run.err())
        .contains("keycloak_manual_step at /upstreams/entra/credential/secret")
        .contains("https://sso.example.com/realms/example/broker/entra/endpoint");
    Path target = temporary.resolve("import.json");
    assertThat(Run.of("render", "keycloak", realm(REALM), "--out", target.toString()).out())
        .isEmpty();
    assertThat(Files.readString(target)).isEqualTo(run.out());
    Run again = Run.of("render", "keycloak", realm(REALM), "--out", target.toString());
    assertThat(again.exit()).isNotZero();
    assertThat(again.err()).contains("file_exists");
    Run bad = Run.of("render", "keycloak", realm(REALM.replace("mail:", "post:")), "--json");
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.err()).contains("realm_missing_key");
  }

  @Test
  void explainWhenNoRegistryThenCandidateOrRefusal() throws Exception {
    String claims = "tid=" + TENANT + ",oid=" + GUEST + ",idp=https://other.example/,email=";
    Run released =
        Run.of("explain", realm(REALM), "--claims", claims + "jo@partner.example", "--json");
    assertThat(released.exit()).as(released.err()).isZero();
    assertThat(released.json().at("/registry").asText()).isEqualTo("none");
    assertThat(released.json().at("/release/address").asText())
        .isEqualTo("jo_partner.example@guests.example.com");
    Run refused = Run.of("explain", realm(REALM), "--claims", claims + "jo@else.example");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).contains("rule_refused").contains("Ask your contact.");
    assertThat(Run.of("explain", realm(REALM)).exit()).isEqualTo(2);
  }

  @Test
  void keysWhenGeneratedListedExportedThenOneRing() throws Exception {
    String data = temporary.resolve("d").toString();
    assertThat(Run.of("keys", "list", "--data", data).exit()).isEqualTo(1);
    assertThat(Run.of("keys", "generate", "--realm", "example", "--data", data).exit()).isZero();
    Run again = Run.of("keys", "generate", "--realm", "example", "--data", data, "--json");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("\"code\":\"key_ring_exists\"").doesNotContain("\tat ");
    assertThat(Run.of("keys", "list", "--data", data, "--json").json().at("/thumbprint").asText())
        .hasSize(32);
    Path key = temporary.resolve("key.pem");
    Run export = Run.of("keys", "export", "--data", data, "--private-key-to", key.toString());
    assertThat(export.out()).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(export.out() + export.err()).doesNotContain("PRIVATE KEY");
    assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----\n");
    Path registry = temporary.resolve("registry.key");
    Run shared = Run.of("keys", "export", "--data", data, "--registry-key-to", registry.toString());
    assertThat(Files.getPosixFilePermissions(registry)).hasSize(2);
    assertThat(Files.readString(registry)).matches("[A-Za-z0-9+/]{43}=\n");
    assertThat(shared.out() + shared.err()).doesNotContain(Files.readString(registry).strip());
  }

  @Test
  void keysWhenRolledOverThenEachStepIsShown() throws Exception {
    assertThat(Run.of("keys", "generate", "--realm", "example", "--data", data()).exit()).isZero();
    Run stage = admin("keys", "stage");
    assertThat(stage.exit()).as(stage.err()).isZero();
    assertThat(stage.out())
        .matches(
            "-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n");
    assertThat(admin("keys", "stage", "--json").err()).contains("signing_key_transition");
    assertThat(admin("keys", "list").out()).contains("key 1      active", "key 2      staged");
    assertThat(admin("keys", "switch", "--at", "tomorrow").exit()).isEqualTo(2);
    assertThat(admin("keys", "switch", "--at", "2020-01-01T00:00:00Z").exit()).isEqualTo(1);
    Run planned = admin("keys", "switch", "--at", "2030-01-01T01:00:00+01:00", "--json");
    assertThat(planned.json().at("/keys/1/takesOverAt").asText()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(planned.json().at("/keys/1/daysLeft").asInt()).isBetween(3650, 3653);
    assertThat(admin("keys", "rollback", "--json").json().at("/keys/1/takesOverAt").isNull())
        .isTrue();
    assertThat(admin("keys", "switch").out()).contains("key 2      active", "key 1      retired");
    assertThat(admin("keys", "export").out()).isEqualTo(stage.out());
    assertThat(admin("keys", "remove", "1").exit()).isEqualTo(2);
    assertThat(Run.answering("n", "keys", "remove", "1", "--data", data()).exit()).isEqualTo(1);
    assertThat(admin("keys", "remove", "2", "--yes").exit()).isEqualTo(1);
    assertThat(admin("keys", "remove", "1", "--yes").out()).doesNotContain("key 1");
  }

  @Test
  void keysWhenSeveralRealmsThenOneHasToBeNamed() {
    for (String realm : List.of("one", "two")) {
      assertThat(Run.of("keys", "generate", "--realm", realm, "--data", data()).exit()).isZero();
    }
    Run unnamed = admin("keys", "stage");
    assertThat(unnamed.exit()).isEqualTo(2);
    assertThat(unnamed.err()).contains("--realm: one, two.");
    assertThat(admin("keys", "stage", "--realm", "two").exit()).isZero();
    assertThat(admin("keys", "stage", "--realm", "three").err()).contains("signing_key_missing");
    assertThat(admin("keys", "list", "--json").out()).contains("\"realm\":\"one\"");
  }

  @Test
  void keysWhenCredentialIsMadeThenRealmTakesItAndNothingIsReplaced() throws Exception {
    String pem = temporary.resolve("entra.pem").toString();
    String certificate = temporary.resolve("entra.cer").toString();
    String[] command = {"keys", "credential", "--to", pem, "--certificate-to", certificate};
    Run made = Run.of(command);
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.out() + made.err()).doesNotContain("PRIVATE KEY");
    assertThat(Files.getPosixFilePermissions(Path.of(pem))).hasSize(2);
    assertThat(Files.readString(Path.of(pem))).endsWith(Files.readString(Path.of(certificate)));
    String realm =
        REALM.replace(
            "secret: \"${env:ENTRA_CLIENT_SECRET}\"", "certificate: \"${file:entra.pem}\"");
    assertThat(Run.of("validate", realm(realm)).exit()).isZero();
    Run again = Run.of(command);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("file_exists");
    assertThat(
            Run.of("keys", "credential", "--to", "a", "--certificate-to", "b", "--days", "0")
                .exit())
        .isEqualTo(2);
  }

  @Test
  void adminWhenBrokerRunsThenAskedOverHttp() throws Exception {
    FakeOperations operations = new FakeOperations();
    try (AdminServer server = new AdminServer(operations, temporary)) {
      assertThat(server.port()).isPositive();
      assertThat(admin("aliases", "list", "--json").json().at("/aliases/0/id").asText())
          .isEqualTo(ID);
      Run show = admin("aliases", "show", FakeOperations.CANARY);
      assertThat(show.out()).contains(ID).contains("created").doesNotContain("\u001b");
      assertThat(admin("aliases", "show", "nobody@guests.example.com").exit()).isEqualTo(1);
      assertThat(admin("aliases", "hold", ID).err()).contains("binding_transition");
      assertThat(admin("aliases", "release", ID, "--as", "ticket-1").exit()).isZero();
      assertThat(admin("aliases", "retire", ID).exit()).isEqualTo(2);
      assertThat(Run.answering("n", "aliases", "erase", ID, "--data", data()).exit()).isEqualTo(1);
      assertThat(operations.orders).containsExactly("ticket-1 release");
      assertThat(admin("aliases", "retire", ID, "--yes").exit()).isZero();
      assertThat(Run.answering("y", "aliases", "erase", ID, "--data", data()).exit()).isZero();
      assertThat(operations.orders).containsExactly("ticket-1 release", "cli retire", "cli erase");
      assertThat(admin("aliases", "convert", ID).exit()).isEqualTo(2);
      Run refusing = Run.answering("n", "aliases", "convert", ID, "--data", data());
      assertThat(refusing.exit()).isEqualTo(1);
      assertThat(refusing.err()).contains("from guest to employee?");
      assertThat(operations.orders).hasSize(3);
      assertThat(admin("aliases", "convert", ID, "--yes", "--as", "ticket-2").exit()).isZero();
      assertThat(operations.orders).hasSize(4).endsWith("ticket-2 convert");
      assertThat(admin("aliases", "export", "--format", "csv").out()).contains("\"'=cmd|canary");
      assertThat(admin("aliases", "export").out().lines()).hasSize(1);
      assertThat(admin("audit", "export").out().lines()).hasSize(1);
      assertThat(admin("audit", "list", "--json").json().at("/records/0/sequence").asInt())
          .isEqualTo(1);
      Files.delete(temporary.resolve(AdminToken.FILE));
      assertThat(admin("aliases", "list").exit()).isEqualTo(4);
    }
  }

  @Test
  void adminWhenNoBrokerRunsThenDatabaseIsOpened() throws Exception {
    assertThat(Run.of("keys", "generate", "--realm", "example", "--data", data()).exit()).isZero();
    assertThat(admin("aliases", "list").exit()).isEqualTo(3);
    bindOneGuest();
    Run list = admin("aliases", "list", "--json");
    assertThat(list.exit()).as(list.err()).isZero();
    String id = list.json().at("/aliases/0/id").asText();
    assertThat(admin("aliases", "hold", id).exit()).isZero();
    Run again = admin("aliases", "hold", id, "--json");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("binding_transition");
    assertThat(admin("aliases", "show", id).out()).contains("held");
    assertThat(admin("audit", "list").out()).contains("binding_held");
    Run explained =
        Run.of(
            "explain",
            realm(REALM),
            "--claims",
            "tid=" + TENANT + ",oid=" + GUEST + ",idp=x,email=jo@partner.example",
            "--data",
            data(),
            "--json");
    assertThat(explained.exit()).as(explained.err()).isEqualTo(1);
    assertThat(explained.json().at("/registry").asText()).isEqualTo("database");
    assertThat(explained.json().at("/binding/id").asText()).isEqualTo(id);
    assertThat(explained.json().at("/refusal/code").asText()).isEqualTo("binding_held");
  }

  /** Asks that command and all below it for help; every one has to name itself in an example. */
  private static List<String> commandsThatTeach(String command) {
    Run run = Run.of((command + " --help").strip().split(" "));
    assertThat(run.exit()).as(command).isZero();
    assertThat(run.out()).as(command).contains("  guestbridge " + command);
    List<String> all = new ArrayList<>(List.of(command));
    int heading = run.out().indexOf("\nCommands:\n");
    if (heading >= 0) {
      String list = run.out().substring(heading + 1).split("\n\n", 2)[0];
      list.lines()
          .filter(line -> line.matches(" {2}[a-z].*"))
          .map(line -> line.strip().split(" ", 2)[0])
          .forEach(name -> all.addAll(commandsThatTeach((command + " " + name).strip())));
    }
    return all;
  }

  private static String help(String group, String command) {
    return Run.of(group, command, "--help").out();
  }

  private void bindOneGuest() throws Exception {
    KeyRing ring = KeyRing.open(KeyRingLocation.in(temporary, Map.of()));
    try (RegistryDatabase database = RegistryDatabase.open(DatabaseSettings.ofFile(), temporary)) {
      database.migrate();
      JdbcLedger ledger =
          new JdbcLedger(database.dataSource(), ring.registryKey(), InstantSource.system());
      UpstreamSubject subject =
          new UpstreamSubject.Entra(
              java.util.UUID.fromString(TENANT), java.util.UUID.fromString(GUEST));
      AliasRequest request =
          new AliasRequest("jo", new DomainName("guests.example.com"), OnCollision.SUFFIX);
      Object bound =
          ledger.inUnit(
              new RealmId("example"),
              unit -> unit.aliases().bindAlias(subject, request, Fingerprint.NONE));
      assertThat(bound).isNotNull();
    }
  }

  private Run admin(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data();
    return Run.of(all);
  }

  private String data() {
    return temporary.toString();
  }

  private String realm(String content) throws Exception {
    return Files.writeString(temporary.resolve("realm.yaml"), content).toString();
  }
}
