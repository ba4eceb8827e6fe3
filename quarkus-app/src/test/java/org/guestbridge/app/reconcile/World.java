package org.guestbridge.app.reconcile;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.guestbridge.app.scim.out.Deliverer;
import org.guestbridge.app.scim.out.DirectoryFixture;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.PersonGroups;
import org.guestbridge.core.identity.Profile;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.GroupFilter;
import org.guestbridge.core.provisioning.GroupStatement;
import org.guestbridge.core.provisioning.KindSource;
import org.guestbridge.core.provisioning.PersonStatement;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.provisioning.SourceGroup;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.provisioning.StoreOutcome;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AttributeRules;
import org.guestbridge.core.rules.GroupRules;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.simulators.atlassian.scim.DirectorySnapshot;

/** A realm with a channel, its broker, a simulated directory, and everything between them. */
public final class World implements AutoCloseable {

  static final String GUESTS = "guests.example.com";
  static final UUID TENANT = new UUID(1, 1);

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  final DirectoryFixture fixture = new DirectoryFixture();
  final Deliverer deliverer = fixture.deliverer();
  final RuleSet rules = rules();
  final Provisioning provisioning =
      new Provisioning(
          List.of(
              new Channel(
                  "guests",
                  "entra",
                  TENANT,
                  new KindSource.Declared(AccountKind.EXTERNAL),
                  World::profile,
                  true)),
          List.of(new Directory(DirectoryFixture.CLOUD, Set.of())),
          MailRouting.ELSEWHERE);
  final Broker broker =
      new Broker(
          fixture.ledger,
          DirectoryFixture.REALM,
          () -> rules,
          ChangedHumanPolicies.defaults(),
          code -> false,
          provisioning,
          Clock.systemUTC());
  final Runs runs = new Runs(Clock.systemUTC(), new DriftMetrics(fixture.metrics));
  public final Reconciliations operations = operations(deliverer);

  public World() throws Exception {}

  Reconciliations operations(Deliverer reads) {
    return operations(runs, reads, provisioning);
  }

  /** Of a node whose realm fills these directories, which are all the one that is read. */
  Reconciliations operations(Runs ofNode, Deliverer reads, Provisioning filled) {
    return new Reconciliations(
        ofNode,
        DirectoryFixture.REALM,
        name -> {
          if (filled.directories().stream().noneMatch(each -> each.name().equals(name))) {
            throw new RefusalException(Code.DELIVERY_DIRECTORY_UNKNOWN, "");
          }
          return new Site(
              fixture.ledger, DirectoryFixture.REALM, name, reads.reader(), rules, filled);
        });
  }

  private static RuleSet rules() {
    Template template = ((Template.Compiled) Template.compile("{mail.local}")).template();
    DomainName guests = new DomainName(GUESTS);
    return RuleSet.of(
        new AddressDomains(Set.of(new DomainName("example.com")), Set.of(guests)),
        List.of(
            new Rule(
                "guests",
                List.of(),
                new Action.GiveAlias(template, guests, OnCollision.SUFFIX),
                AttributeRules.DEFAULTS,
                new GroupRules(Map.of(), false))));
  }

  private static Profile profile(String document, AccountKind kind) {
    return new Profile(
        EmailAddress.parse(document),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of("Jo Doe"),
        Optional.of("Jo"),
        Optional.of("Doe"),
        PersonGroups.of(Set.of(), true),
        Set.of(),
        Map.of());
  }

  public <T> T inUnit(Function<Unit, T> work) {
    return fixture.ledger.inUnit(DirectoryFixture.REALM, work::apply);
  }

  /** Stores a person of the channel, in these groups. */
  public UUID person(String name, String... groups) {
    return inUnit(
        unit -> {
          UUID object = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
          SourcePerson person =
              stored(
                  unit.people()
                      .insert(
                          "guests",
                          new PersonStatement(
                              name,
                              Optional.of(object.toString()),
                              name,
                              Optional.empty(),
                              true,
                              name + "@partner.example")));
          Arrays.stream(groups).forEach(group -> join(unit, person.id(), group));
          return person.id();
        });
  }

  private static void join(Unit unit, UUID person, String name) {
    GroupFilter named =
        new GroupFilter(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
    SourceGroup group =
        unit.groups().list("guests", named, 0, 1).stream()
            .findFirst()
            .orElseGet(
                () ->
                    stored(
                        unit.groups()
                            .insert("guests", GroupStatement.named(name, Optional.empty(), "{}"))));
    unit.groups().addMembers(group.id(), List.of(person));
  }

  private static <T> T stored(StoreOutcome<T> outcome) {
    return ((StoreOutcome.Stored<T>) outcome).value();
  }

  /** Plans whoever is due and delivers until nothing waits. */
  public void settle() throws Exception {
    List<UUID> due;
    do {
      due = broker.takeDue(100, Duration.ofMinutes(1));
      due.forEach(broker::provision);
    } while (!due.isEmpty());
    fixture.settle(deliverer);
  }

  /** The binding of a stored person. */
  UUID binding(UUID person) {
    return inUnit(unit -> unit.people().find(person))
        .orElseThrow()
        .plan()
        .bindingId()
        .orElseThrow();
  }

  static DeliveryKey key(UUID binding) {
    return DeliveryKey.account(DirectoryFixture.CLOUD, binding);
  }

  /** The directory's id of the account of a stored person. */
  String remote(UUID person) {
    return inUnit(unit -> unit.outbox().find(key(binding(person))))
        .orElseThrow()
        .remoteId()
        .orElseThrow();
  }

  String remoteGroup(String name) {
    return inUnit(unit -> unit.outbox().find(DeliveryKey.group(DirectoryFixture.CLOUD, name)))
        .orElseThrow()
        .remoteId()
        .orElseThrow();
  }

  DirectorySnapshot snapshot() {
    return fixture.scim.snapshot();
  }

  /** Runs to the end. */
  RunState compare() throws Exception {
    return finished(operations.reconcile(DirectoryFixture.CLOUD, false, "test"));
  }

  RunState repair() throws Exception {
    return finished(operations.reconcile(DirectoryFixture.CLOUD, true, "test"));
  }

  RunState finished(RunState begun) throws Exception {
    return finished(begun, operations);
  }

  RunState finished(RunState begun, Reconciliations node) throws Exception {
    Instant end = Instant.now().plus(DEADLINE);
    RunState state = begun;
    while (state.finishedAt().isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("the run did not end");
      }
      TimeUnit.MILLISECONDS.sleep(10);
      state = node.state(begun.directory(), 0);
    }
    return state;
  }

  // The directory, changed behind the broker's back.

  public void deleteFirstUser() throws Exception {
    fixture.send("DELETE", "Users/" + snapshot().users().get(0).id(), "");
  }

  public int userCount() {
    return snapshot().users().size();
  }

  public void refuseTheKey() {
    fixture.scim.keys().regenerate();
  }

  public String account(String address) throws Exception {
    return createUser(address, "made-by-hand");
  }

  public String account(String address, String externalId) throws Exception {
    return createUser(address, externalId);
  }

  String createUser(String address, String externalId) throws Exception {
    return id(
        fixture.send(
            "POST",
            "Users",
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\""
                + address
                + "\",\"externalId\":\""
                + externalId
                + "\",\"emails\":[{\"value\":\""
                + address
                + "\",\"primary\":true,\"type\":\"work\"}]}"));
  }

  String createGroup(String name, String externalId) throws Exception {
    return id(
        fixture.send(
            "POST",
            "Groups",
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\""
                + name
                + "\",\"externalId\":\""
                + externalId
                + "\"}"));
  }

  void patch(String path, String operations) throws Exception {
    fixture.send(
        "PATCH",
        path,
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
            + operations
            + "]}");
  }

  static String replace(String path, String json) {
    return "{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + json + "}";
  }

  private static String id(String body) {
    return body.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
  }

  @Override
  public void close() {
    runs.close();
    deliverer.close();
    fixture.close();
  }
}
