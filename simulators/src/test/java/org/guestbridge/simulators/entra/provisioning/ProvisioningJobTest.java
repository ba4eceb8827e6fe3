package org.guestbridge.simulators.entra.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guestbridge.simulators.entra.Person.person;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.simulators.atlassian.AtlassianSettings;
import org.guestbridge.simulators.atlassian.DomainState;
import org.guestbridge.simulators.atlassian.SimulatedAtlassian;
import org.guestbridge.simulators.atlassian.scim.AtlassianScim;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;
import org.guestbridge.simulators.atlassian.scim.ScimFault;
import org.guestbridge.simulators.atlassian.scim.ScimSettings;
import org.guestbridge.simulators.entra.Directory;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cycles, both dialects, lifecycle and failures, against a directory that is strict. */
class ProvisioningJobTest {
  private static final UUID TEAM = UUID.fromString("11111111-2222-4333-8444-555555555555");

  private SimulatedEntra entra;
  private SimulatedAtlassian atlassian;
  private AtlassianScim scim;
  private Directory people;
  private LoopbackServer recorder;
  private String key;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() {
    entra = SimulatedEntra.start(EntraSettings.defaults());
    people = entra.directory().clear();
    atlassian =
        SimulatedAtlassian.start(
            AtlassianSettings.defaults().withDomains(Map.of("example.com", DomainState.VERIFIED)));
    scim = AtlassianScim.register(atlassian, ScimSettings.defaults());
    key = scim.keys().current();
    recorder = LoopbackServer.bind(0, "recorder");
    recorder.serve(
        request -> {
          requests.add(request);
          return atlassian.routes().handle(request);
        });
    people.groups().put(TEAM, "Team");
    people.assignments().assign(TEAM);
  }

  @AfterEach
  void stop() {
    recorder.close();
    entra.close();
    atlassian.close();
  }

  @Test
  void connectionWhenTargetIsGoodThenNothingToSay() {
    assertThat(job(settings()).testConnection()).isEmpty();
    assertThat(requests).extracting(Request::path).allMatch(path -> !path.contains("?"));
    assertThat(ProvisioningJob.of(entra, settings(), Bearer.secret("wrong")).testConnection())
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("CREDENTIALS"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "404| {}| NOT_COMPLIANT",
        "200| {}| NOT_COMPLIANT",
        "200| []| NOT_COMPLIANT",
        "200| {'totalResults':0,'Resources':[]}| NOT_COMPLIANT",
        "200| not json| NOT_COMPLIANT",
        "200| {'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'totalResults':1,"
            + "'startIndex':1,'itemsPerPage':1,'Resources':[{'id':'1','externalId':'x'}]}|"
            + " NOT_COMPLIANT",
        "500| {}| UNREACHABLE",
        "200| {'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'totalResults':0,"
            + "'startIndex':1,'itemsPerPage':0,'Resources':[]}| ",
      })
  void connectionWhenAnswerIsMalformedThenNamed(int status, String body, String expected) {
    try (LoopbackServer server = LoopbackServer.bind(0, "scripted")) {
      server.serve(request -> Response.jsonText(status, body.replace('\'', '"')));
      String found =
          ProvisioningJob.of(entra, ProvisioningSettings.to(server.base()), Bearer.secret("x"))
              .testConnection()
              .orElse("");
      assertThat(found).startsWith(expected == null ? "" : expected);
      assertThat(found.isEmpty()).isEqualTo(expected == null);
    }
  }

  @Test
  void cycleWhenRunTwiceThenEverybodyOnceAndNothingTheSecondTime() {
    addTeam(25);
    people.add(employee("outsider", 99).build());
    ProvisioningJob job = job(settings());
    CycleReport first = job.runCycle();
    assertThat(first.clean()).isTrue();
    assertThat(first.initial()).isTrue();
    assertThat(first.count(Action.CREATED)).isEqualTo(25);
    assertThat(first.count(Action.MEMBER_ADDED)).isEqualTo(25);
    assertThat(scim.userCount()).isEqualTo(25);
    assertThat(scim.snapshot().users()).allMatch(user -> user.groups().contains("Team"));
    DirectorySnapshot.User user = scim.usersByExternalId(oid(3).toString()).get(0);
    assertThat(user.userName()).isEqualTo("user3@example.com");
    assertThat(job.targetIds()).containsEntry(oid(3), user.id());
    CycleReport second = job.runCycle();
    assertThat(second.initial()).isFalse();
    assertThat(second.count(Action.REQUEST)).isZero();
    assertThat(scim.counters().duplicates()).isEmpty();
    job.restart(true);
    assertThat(job.runCycle().count(Action.MATCHED)).isEqualTo(25);
    assertThat(scim.userCount()).isEqualTo(25);
  }

  @Test
  void cycleWhenDueThenEveryFortyMinutes() {
    ProvisioningJob job = job(settings());
    assertThat(job.runIfDue()).isPresent();
    job.clock().advance(Duration.ofMinutes(39));
    assertThat(job.runIfDue()).isEmpty();
    job.clock().advance(Duration.ofMinutes(1));
    assertThat(job.runIfDue()).isPresent();
  }

  @Test
  void guestWhenProvisionedThenUserNameIsTheInvitedAddress() {
    people.add(
        person("g", PersonKind.PASSCODE_GUEST, oid(1).toString())
            .displayName("Olaf")
            .preferredUsername("olaf_o@small.example")
            .email("olaf_o@small.example")
            .groups(List.of(TEAM))
            .build());
    AttributeMapping mapping =
        AttributeMapping.byObjectId()
            .with("title", "[originalUserPrincipalName]")
            .with("nickName", "[mailNickname]");
    assertThat(job(settings().withMapping(mapping)).runCycle().clean()).isTrue();
    assertThat(scim.snapshot().users().get(0).userName()).isEqualTo("olaf_o@small.example");
    assertThat(requests)
        .anyMatch(
            request ->
                request.body().contains("olaf_o_small.example#EXT#@fabrikam.onmicrosoft.com")
                    && request.body().contains("\"nickName\":\"olaf_o_small.example#EXT#\""));
  }

  @Test
  void matchWhenValueHasSpecialCharactersThenFailsUnlessAllowed() {
    addTeam(1);
    people.change("user0", user -> user.attribute("mailNickname", "a#EXT#"));
    AttributeMapping mapping = AttributeMapping.defaults().matchedBy("externalId");
    CycleReport refused = job(settings().withMapping(mapping)).runCycle();
    assertThat(refused.count(Action.FAILED)).isEqualTo(1);
    assertThat(refused.failures().get(0)).contains("special characters");
    CycleReport allowed =
        job(settings().withMapping(mapping).allowingSpecialCharacters()).runCycle();
    assertThat(allowed.count(Action.CREATED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?aadOptscim062020"})
  void changeWhenInEitherDialectThenTheSameResult(String flag) {
    addTeam(3);
    ProvisioningJob job = job(ProvisioningSettings.to(URI.create(base() + flag)));
    job.runCycle();
    requests.clear();
    people.change(
        "user0", user -> user.displayName("New Name").names("New", "Name").email("n@example.com"));
    people.change("user1", user -> user.attribute("jobTitle", "Boss").accountEnabled(false));
    people.leave("user2", TEAM);
    CycleReport report = job.runCycle();
    assertThat(report.clean()).isTrue();
    DirectorySnapshot.User changed = scim.usersByExternalId(oid(0).toString()).get(0);
    assertThat(changed.displayName()).contains("New Name");
    assertThat(changed.givenName()).contains("New");
    assertThat(changed.email()).isEqualTo("n@example.com");
    assertThat(scim.usersByExternalId(oid(1).toString()).get(0).active()).isFalse();
    assertThat(scim.usersByExternalId(oid(2).toString()).get(0).groups()).isEmpty();
    assertThat(scim.usersByExternalId(oid(2).toString()).get(0).active()).isFalse();
    String sent = sent("PATCH");
    if (flag.isEmpty()) {
      assertThat(sent)
          .contains("{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}")
          .contains("{\"op\":\"Add\",\"path\":\"title\",\"value\":\"Boss\"}")
          .contains("{\"op\":\"Replace\",\"path\":\"name.givenName\",\"value\":\"New\"}")
          .contains("{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"value\":\"");
    } else {
      assertThat(sent)
          .contains("{\"op\":\"replace\",\"path\":\"active\",\"value\":false}")
          .contains("{\"op\":\"add\",\"path\":\"title\",\"value\":\"Boss\"}")
          .contains("\"value\":{\"displayName\":\"New Name\",\"name.givenName\":\"New\"")
          .contains("{\"op\":\"remove\",\"path\":\"members[value eq \\\"");
    }
    requests.clear();
    people.change("user0", user -> user.displayName("On Demand"));
    assertThat(job.provisionOnDemand("user0").count(Action.UPDATED)).isEqualTo(1);
    assertThat(sent("PATCH")).contains("\"op\":\"Replace\"");
  }

  @Test
  void nullWhenAttributeLosesItsValueThenSkipped() {
    addTeam(1);
    ProvisioningJob job = job(settings());
    job.runCycle();
    people.change("user0", user -> user.withoutNames());
    assertThat(job.runCycle().count(Action.UNCHANGED)).isEqualTo(1);
    assertThat(scim.snapshot().users().get(0).givenName()).contains("Given");
  }

  @ParameterizedTest
  @CsvSource({
    "'', manager",
    "'?aadOptscim062020', urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"
  })
  void managerWhenMappedThenAskedForFirstAndWrittenOnceTheUsersAreThere(String flag, String path) {
    addTeam(3);
    people.change("user0", user -> user.attribute("manager", oid(2).toString()));
    people.change("user1", user -> user.attribute("manager", oid(99).toString()));
    Map<String, String> managers = new ConcurrentHashMap<>();
    try (LoopbackServer remembering = LoopbackServer.bind(0, "remembering")) {
      remembering.serve(request -> withManagers(request, path, managers));
      ProvisioningJob job =
          job(
              ProvisioningSettings.to(URI.create(remembering.base() + scim.base().getPath() + flag))
                  .withMapping(AttributeMapping.byObjectId().with(path, "[manager]")));

      CycleReport initial = job.runCycle();

      String user = job.targetIds().get(oid(0));
      assertThat(managers).containsExactly(Map.entry(user, job.targetIds().get(oid(2))));
      assertThat(initial.count(Action.REFERENCE_WRITTEN)).isEqualTo(1);
      assertThat(initial.count(Action.REFERENCE_FAILED)).isEqualTo(1);
      assertThat(sent("POST")).doesNotContain("manager");
      String asked = "id eq \"%s\" and %s eq \"%s\"".formatted(user, path, managers.get(user));
      assertThat(requests)
          .anyMatch(request -> request.query().value("filter").orElse("").equals(asked));

      people.change("user0", changed -> changed.attribute("manager", oid(1).toString()));
      assertThat(job.runCycle().count(Action.REFERENCE_WRITTEN)).isEqualTo(1);
      assertThat(managers).containsEntry(user, job.targetIds().get(oid(1)));
      job.restart(true);
      assertThat(job.runCycle().count(Action.REFERENCE_WRITTEN)).isZero();
    }
  }

  /** The directory, which knows no managers, with a memory of them before it. */
  private Response withManagers(Request request, String path, Map<String, String> managers) {
    requests.add(request);
    String filter = request.query().value("filter").orElse("");
    if (filter.contains("manager")) {
      String[] parts = filter.split("\"", -1);
      boolean found = parts[3].equals(managers.get(parts[1]));
      String list =
          "{'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],"
              + "'totalResults':%1$d,'startIndex':1,'itemsPerPage':%1$d,'Resources':[%2$s]}";
      String resource = found ? "{'id':'" + parts[1] + "'}" : "";
      return Response.jsonText(200, list.formatted(found ? 1 : 0, resource).replace('\'', '"'));
    }
    Matcher written =
        Pattern.compile("\"path\":\"" + Pattern.quote(path) + "\".*\"value\":\"([^\"]+)\"")
            .matcher(request.body());
    if (request.method().equals("PATCH") && written.find()) {
      managers.put(request.path().replaceFirst(".*/", ""), written.group(1));
      return new Response(204, Map.of(), "");
    }
    return atlassian.routes().handle(request);
  }

  @Test
  void switchWhenItsSourceDidNotChangeThenNullsTheTarget() {
    addTeam(1);
    people.change("user0", user -> user.attribute("department", "Sales"));
    AttributeMapping mapping =
        AttributeMapping.byObjectId()
            .with("title", "Switch([department], \"x\", \"Sales\", \"Seller\")")
            .with("nickName", "IIF([department]=\"Sales\", \"Seller\", \"x\")");
    ProvisioningJob job = job(settings().withMapping(mapping));
    job.runCycle();
    assertThat(sent("POST")).contains("\"title\":\"Seller\"", "\"nickName\":\"Seller\"");
    requests.clear();
    people.change("user0", user -> user.displayName("Other Name"));
    job.runCycle();
    assertThat(sent("PATCH")).contains("{\"op\":\"Remove\",\"path\":\"title\"}");
    assertThat(sent("PATCH")).doesNotContain("nickName");
  }

  @Test
  void lifecycleWhenAccountIsBlockedDeletedAndPurgedThenDisabledAndDeleted() {
    addTeam(2);
    ProvisioningJob job = job(settings());
    job.runCycle();
    people.change("user0", user -> user.accountEnabled(false));
    assertThat(job.runCycle().count(Action.DISABLED)).isEqualTo(1);
    people.change("user0", user -> user.accountEnabled(true));
    assertThat(job.runCycle().count(Action.UPDATED)).isEqualTo(1);
    people.softDelete("user0", job.clock());
    CycleReport soft = job.runCycle();
    assertThat(soft.count(Action.DISABLED)).isEqualTo(1);
    assertThat(soft.count(Action.MEMBER_REMOVED)).isEqualTo(1);
    people.restore("user0");
    CycleReport back = job.runCycle();
    assertThat(back.count(Action.UPDATED)).isEqualTo(1);
    assertThat(back.count(Action.MEMBER_ADDED)).isZero();
    people.softDelete("user0", job.clock());
    job.runCycle();
    job.clock().advance(Directory.RECYCLE_BIN);
    assertThat(job.runCycle().count(Action.DELETED)).isEqualTo(1);
    assertThat(scim.userCount()).isEqualTo(1);
  }

  @Test
  void lifecycleWhenUnassignedThenDisabledAndNeverDeleted() {
    addTeam(2);
    ProvisioningJob job = job(settings());
    job.runCycle();
    people.leave("user0", TEAM);
    assertThat(job.runCycle().count(Action.DISABLED)).isEqualTo(1);
    people.remove("user0");
    assertThat(job.runCycle().count(Action.DELETED)).isZero();
    assertThat(scim.userCount()).isEqualTo(2);
    people.remove("user1");
    assertThat(job.runCycle().count(Action.DELETED)).isEqualTo(1);
    assertThat(scim.userCount()).isEqualTo(1);
  }

  @Test
  void lifecycleWhenDisabledBeforeTheFirstCycleThenNeverCreated() {
    addTeam(1);
    people.change("user0", user -> user.accountEnabled(false));
    assertThat(job(settings()).runCycle().count(Action.SKIPPED)).isEqualTo(1);
    assertThat(scim.userCount()).isZero();
  }

  @Test
  void groupWhenLeavesTheScopeOrIsNestedThenDeletedAndDirectMembersAlone() {
    addTeam(2);
    UUID inner = UUID.randomUUID();
    people.groups().put(inner, "Inner").nest(inner, TEAM);
    people.add(employee("nested", 50).groups(List.of(inner)).build());
    ProvisioningJob job = job(settings());
    job.runCycle();
    assertThat(scim.userCount()).isEqualTo(2);
    assertThat(scim.groupCount()).isEqualTo(1);
    people.groups().put(TEAM, "Renamed");
    assertThat(job.runCycle().count(Action.GROUP_RENAMED)).isEqualTo(1);
    people.assignments().unassign(TEAM).assign(oid(0));
    CycleReport report = job.runCycle();
    assertThat(report.count(Action.GROUP_DELETED)).isEqualTo(1);
    assertThat(report.count(Action.DISABLED)).isEqualTo(1);
  }

  @Test
  void faultsWhenAtRandomThenTheEndIsTheSame() {
    addTeam(60);
    ProvisioningJob job =
        job(
            settings()
                .withConcurrency(8)
                .withTiming(
                    ProvisioningSettings.Timing.documented()
                        .withTransport(
                            2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(9))));
    for (ScimFault fault :
        new ScimFault[] {
          ScimFault.RESET_AFTER_WRITE,
          ScimFault.RESET_BEFORE,
          ScimFault.ERROR_500_AFTER_WRITE,
          ScimFault.UNAVAILABLE_503,
          ScimFault.TOO_MANY_REQUESTS
        }) {
      scim.faults().atRandom(fault, 0.08);
    }
    int cycles = 0;
    CycleReport report;
    do {
      report = job.runCycle();
      cycles++;
    } while ((report.initial() || job.escrowed() > 0) && cycles < 40);
    scim.faults().clear();
    assertThat(job.runCycle().clean()).isTrue();
    assertThat(job.driftCheck().clean()).isTrue();
    assertThat(scim.userCount()).isEqualTo(60);
    assertThat(scim.snapshot().groups().get(0).members()).hasSize(60);
    assertThat(scim.counters().creations(oid(7).toString())).isEqualTo(1);
    assertThat(scim.faults().happened()).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void targetWhenItDiesInTheMiddleThenTheNextCycleGoesOn() {
    addTeam(60);
    ProvisioningJob job =
        job(
            settings()
                .withTiming(
                    ProvisioningSettings.Timing.documented()
                        .withTransport(
                            0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(9))));
    scim.faults().untilCleared(ScimFault.RESET_BEFORE);
    CycleReport dead = job.runCycle();
    assertThat(dead.abortedBy().orElse("")).startsWith("UNREACHABLE");
    assertThat(job.state()).isEqualTo(ProvisioningJob.State.ACTIVE);
    scim.faults().clear();
    CycleReport alive = job.runCycle();
    assertThat(alive.initial()).isTrue();
    assertThat(alive.count(Action.CREATED)).isEqualTo(60);
  }

  @Test
  void conflictWhenAnotherHasTheAddressThenEscrowedUntilItIsTime() {
    addTeam(1);
    people.add(employee("twin", 70).email("user0@example.com").groups(List.of(TEAM)).build());
    ProvisioningJob job = job(settings().withConcurrency(1));
    CycleReport first = job.runCycle();
    assertThat(first.count(Action.CONFLICT)).isEqualTo(1);
    assertThat(job.escrowed()).isEqualTo(1);
    assertThat(job.runCycle().count(Action.CONFLICT)).isZero();
    job.clock().advance(Duration.ofHours(6));
    assertThat(job.runCycle().count(Action.CONFLICT)).isEqualTo(1);
    people.change("twin", user -> user.email("twin@example.com"));
    assertThat(job.runCycle().count(Action.CREATED)).isEqualTo(1);
    assertThat(job.escrowed()).isZero();
  }

  @Test
  void credentialsWhenWrongThenQuarantineOnceADayThenDisabled() {
    addTeam(3);
    ProvisioningJob job = job(settings());
    job.runCycle();
    scim.keys().regenerate();
    people.change("user0", user -> user.displayName("Other Name"));
    assertThat(job.runCycle().abortedBy().orElse("")).startsWith("CREDENTIALS");
    assertThat(job.state()).isEqualTo(ProvisioningJob.State.QUARANTINE);
    job.clock().advance(Duration.ofHours(23));
    assertThat(job.runIfDue()).isEmpty();
    job.clock().advance(Duration.ofHours(1));
    scim.keys().use(key);
    assertThat(job.runIfDue()).isPresent();
    assertThat(job.state()).isEqualTo(ProvisioningJob.State.ACTIVE);
    assertThat(scim.usersByExternalId(oid(0).toString()).get(0).displayName())
        .contains("Other Name");
    scim.keys().regenerate();
    people.change("user0", user -> user.displayName("Third Name"));
    job.runCycle();
    job.clock().advance(Duration.ofDays(29));
    job.runCycle();
    assertThat(job.state()).isEqualTo(ProvisioningJob.State.DISABLED);
    assertThatThrownBy(job::runCycle).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"5, 0.4, QUARANTINE", "5, 0.9, ACTIVE", "100, 0.4, ACTIVE"})
  void failuresWhenManyThenQuarantineByTheThresholds(int from, double rate, String expected) {
    addTeam(10);
    for (int number = 0; number < 8; number++) {
      people.change("user" + number, user -> user.withoutEmail());
    }
    ProvisioningJob job =
        job(
            settings()
                .withTiming(
                    ProvisioningSettings.Timing.documented().withQuarantine(from, rate, 1000)));
    job.runCycle();
    assertThat(job.state()).hasToString(expected);
  }

  @Test
  void driftWhenTheTargetChangesBehindOurBackThenFoundAndNotRepaired() {
    addTeam(2);
    ProvisioningJob job = job(settings());
    job.runCycle();
    assertThat(job.driftCheck().clean()).isTrue();
    ProvisioningJob other =
        job(settings().withMapping(AttributeMapping.byObjectId().with("displayName", "\"Other\"")));
    other.provisionOnDemand("user0");
    assertThat(job.driftCheck().drifts())
        .containsExactly(new Drift(oid(0), "displayName", "Given User0", "Other"));
    people.remove("user1");
    job.runCycle();
    assertThat(job.driftCheck().drifts()).hasSize(1);
  }

  @Test
  void variantsWhenOnThenSentAsTheSwitchesSay() {
    addTeam(6);
    assertThat(job(settings().withVariation(5)).runCycle().clean()).isTrue();
    assertThat(requests)
        .anyMatch(request -> request.query().value("filter").orElse("").contains(" EQ "));
    requests.clear();
    job(settings().withUnquotedFilter()).runCycle();
    assertThat(requests)
        .anyMatch(
            request ->
                request.query().value("filter").orElse("").equals("externalId eq " + oid(0)));
  }

  @Test
  void tokenWhenIssuedByEntraThenForThisAudience() {
    String token = Bearer.issuedBy(entra).token();
    String claims =
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    assertThat(claims)
        .contains("\"aud\":\"8adf8e6e-67b2-4cf2-a259-e3dc5476c621\"")
        .contains("https://sts.windows.net/" + entra.settings().tenantId() + "/");
  }

  private ProvisioningSettings settings() {
    return ProvisioningSettings.to(URI.create(base()));
  }

  private String base() {
    return recorder.base() + scim.base().getPath();
  }

  private ProvisioningJob job(ProvisioningSettings settings) {
    return ProvisioningJob.of(entra, settings, Bearer.secret(key));
  }

  private String sent(String method) {
    StringBuilder all = new StringBuilder();
    synchronized (requests) {
      requests.stream()
          .filter(request -> request.method().equals(method))
          .forEach(request -> all.append(request.body()).append('\n'));
    }
    return all.toString();
  }

  private void addTeam(int size) {
    for (int number = 0; number < size; number++) {
      people.add(employee("user" + number, number).groups(List.of(TEAM)).build());
    }
  }

  private static Person.Builder employee(String key, int number) {
    String address = key + "@example.com";
    return person(key, PersonKind.EMPLOYEE, oid(number).toString())
        .displayName("Given User" + number)
        .names("Given", "User" + number)
        .preferredUsername(address)
        .upn(address)
        .email(address);
  }

  private static UUID oid(int number) {
    return new UUID(0x1234_5678_9abc_4defL, 0x8000_0000_0000_0000L + number);
  }
}
