package org.guestbridge.app.graph;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.ledger.jdbc.Schema;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.provisioning.Directory;
import org.guestbridge.core.provisioning.NamedGroup;
import org.guestbridge.core.provisioning.PersonFilter;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.provisioning.PullState;
import org.guestbridge.core.provisioning.SourcePerson;
import org.guestbridge.core.rules.Action;
import org.guestbridge.core.rules.AddressDomains;
import org.guestbridge.core.rules.AddressSource;
import org.guestbridge.core.rules.Matcher;
import org.guestbridge.core.rules.OnCollision;
import org.guestbridge.core.rules.Rule;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.rules.Template;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.GraphChannel;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.WithdrawalLimit;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.entra.GraphPermission;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.entra.PersonKind;
import org.guestbridge.simulators.entra.SimulatedEntra;
import org.h2.jdbcx.JdbcConnectionPool;

/** A simulated tenant, a database, and pulls between them. */
final class PullFixture implements AutoCloseable {

  static final UUID TENANT = EntraSettings.DEFAULT_TENANT;
  static final String CHANNEL = "tenant";

  /** The channel of a provisioning client that leaves kinds to {@link #CHANNEL}. */
  static final String PUSHED = "pushed";

  private static final WithdrawalLimit UNLIMITED = new WithdrawalLimit(100, 1_000_000);
  private static final String DOMAIN = "guests.example.com";

  final SimulatedEntra entra = SimulatedEntra.start(EntraSettings.defaults());
  final List<Duration> pauses = new ArrayList<>();
  final Ledger ledger;
  RealmId realm = new RealmId("example");
  Instant now = Instant.parse("2026-11-22T10:00:00Z");
  URI graph = entra.authority();
  boolean assignedOnly;
  String application = EntraSettings.DEFAULT_CLIENT_ID;
  boolean provisions = true;
  WithdrawalLimit limit = UNLIMITED;

  /** Guests get an alias with this app role alone. */
  Optional<String> neededRole = Optional.empty();

  /** Guests get an alias as members of this group alone. */
  Optional<UUID> needed = Optional.empty();

  private int realms;

  private final JdbcConnectionPool pool;
  private final BoundedHttp http = BoundedHttp.create(HttpLimits.BACKGROUND);

  PullFixture() throws Exception {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");
    Schema.migrate(pool);
    ledger = new JdbcLedger(pool, RegistryKey.of(new byte[32]), () -> now);
  }

  /** An empty tenant, and a realm in which nothing was read. */
  void reset() {
    realms++;
    realm = new RealmId("t" + realms);
    pauses.clear();
    graph = entra.authority();
    assignedOnly = false;
    application = EntraSettings.DEFAULT_CLIENT_ID;
    provisions = true;
    limit = UNLIMITED;
    needed = Optional.empty();
    neededRole = Optional.empty();
    entra.directory().reset();
    entra.directory().clear();
    entra.graph().faults().clear();
    entra.graph().permissions(GraphPermission.values());
  }

  GraphChannel channel() {
    return new GraphChannel(
        CHANNEL,
        "entra",
        TENANT,
        new OidcProvider.Entra(TENANT, Set.of(), entra.authority(), false, Optional.empty()),
        Set.of(new DomainName("example.com"), new DomainName(entra.settings().initialDomain())),
        EntraSettings.DEFAULT_CLIENT_ID,
        assignedOnly ? Optional.of(application) : Optional.empty(),
        provisions,
        graph,
        entra.authority(),
        Duration.ofMinutes(10),
        Duration.ofHours(24),
        limit);
  }

  GraphPull pull(Ledger over) {
    return new GraphPull(
        channel(),
        http,
        new Tokens(),
        new GraphPull.Surroundings(
            over,
            realm,
            ChangedHumanPolicies.defaults(),
            rules(),
            () -> now,
            pauses::add,
            new SimpleMeterRegistry()));
  }

  /** A round that is due now, to its end. */
  PullState round() {
    now = now.plus(Duration.ofHours(1));
    pull(ledger).turn(now.plus(Duration.ofMinutes(1)));
    return state();
  }

  PullState state() {
    return ledger.inUnit(realm, unit -> unit.copies().pulls()).get(0).state();
  }

  void order(boolean full) {
    ledger.inUnit(
        realm,
        unit -> {
          unit.copies().order(CHANNEL, full);
          return full;
        });
  }

  /** What was stated: each person by object id, with their groups' names. */
  Map<String, String> stated() {
    return ledger.inUnit(
        realm,
        unit ->
            unit.people().list(CHANNEL, PersonFilter.ALL, 0, 1_000).stream()
                .collect(
                    Collectors.toMap(
                        person -> person.statement().key(),
                        person ->
                            person.statement().userName()
                                + (person.statement().active() ? " active " : " inactive ")
                                + new TreeSet<>(
                                    unit
                                        .groups()
                                        .ofPerson(person.id(), Optional.empty(), 100)
                                        .stream()
                                        .map(NamedGroup::displayName)
                                        .toList()))));
  }

  Optional<SourcePerson> find(Person person) {
    PersonFilter filter =
        new PersonFilter(
            Optional.empty(),
            Optional.of(person.objectId().toString()),
            Optional.empty(),
            Optional.empty());
    return ledger.inUnit(
        realm, unit -> unit.people().list(CHANNEL, filter, 0, 1).stream().findFirst());
  }

  SourcePerson person(Person person) {
    return find(person).orElseThrow();
  }

  Optional<Binding> binding(Person person) {
    return ledger.inUnit(
        realm, unit -> unit.aliases().find(new UpstreamSubject.Entra(TENANT, person.objectId())));
  }

  /** Whether the directory is to have an active account of the person. */
  boolean isProvided(Person person) {
    UUID binding = binding(person).orElseThrow().id();
    return ledger.inUnit(
        realm,
        unit ->
            unit.outbox()
                .find(DeliveryKey.account("cloud", binding))
                .flatMap(Delivery::account)
                .filter(DesiredAccount::active)
                .isPresent());
  }

  /** Plans whoever is due, as the broker does. */
  void plan() {
    Broker broker =
        new Broker(
            ledger,
            realm,
            this::rules,
            ChangedHumanPolicies.defaults(),
            code -> true,
            provisioning(),
            () -> now);
    List<UUID> due = broker.takeDue(1_000, Duration.ofMinutes(1));
    due.forEach(broker::provision);
  }

  private Provisioning provisioning() {
    GraphProfile reader = GraphProfile.of(channel());
    return new Provisioning(
        List.of(
            new Channel(CHANNEL, "entra", TENANT, reader.kinds(CHANNEL), reader, provisions),
            new Channel(PUSHED, "entra", TENANT, reader.kinds(CHANNEL), reader, true)),
        List.of(new Directory("cloud", Set.of())),
        MailRouting.ELSEWHERE);
  }

  private RuleSet rules() {
    Template template = ((Template.Compiled) Template.compile("{mail.local}")).template();
    return RuleSet.of(
        new AddressDomains(Set.of(new DomainName("example.com")), Set.of(new DomainName(DOMAIN))),
        List.of(
            Rule.of(
                "employees",
                List.of(new Matcher.Account(AccountKind.INTERNAL)),
                new Action.PassThrough(AddressSource.UPN)),
            Rule.of(
                "guests",
                conditions(),
                new Action.GiveAlias(template, new DomainName(DOMAIN), OnCollision.SUFFIX))));
  }

  private List<Matcher> conditions() {
    List<Matcher> conditions = new ArrayList<>();
    needed.ifPresent(id -> conditions.add(new Matcher.Group(Set.of(id.toString()))));
    neededRole.ifPresent(value -> conditions.add(new Matcher.Role(Set.of(value))));
    return conditions;
  }

  Person guest(String local, UUID... groups) {
    return add(
        PersonKind.ENTRA_GUEST,
        local + "@partner.example",
        "https://sts.windows.net/9d2f6a51-0d7b-4a7e-9a51-1f0c5c1b7d11/",
        groups);
  }

  Person employee(String local, UUID... groups) {
    return add(PersonKind.EMPLOYEE, local + "@example.com", "", groups);
  }

  private Person add(PersonKind kind, String mail, String idp, UUID... groups) {
    Person.Builder person =
        Person.person(mail, kind, UUID.randomUUID().toString())
            .displayName("Somebody " + mail)
            .preferredUsername(mail)
            .email(mail)
            .groups(List.of(groups));
    entra.directory().add(idp.isEmpty() ? person.build() : person.idp(idp).build());
    return entra.directory().get(mail);
  }

  UUID group(String name) {
    UUID id = UUID.randomUUID();
    entra.directory().groups().put(id, name);
    return id;
  }

  @Override
  public void close() {
    entra.close();
    pool.dispose();
  }

  /** Asks the simulated tenant for a token each time. */
  private final class Tokens implements Bearer {

    @Override
    public String token(UUID tenant) throws RefusalException {
      String form =
          "grant_type=client_credentials&client_id="
              + EntraSettings.DEFAULT_CLIENT_ID
              + "&client_secret="
              + encoded(EntraSettings.DEFAULT_CLIENT_SECRET)
              + "&scope="
              + encoded(entra.authority() + "/.default");
      URI endpoint = URI.create(entra.authority() + "/" + tenant + "/oauth2/v2.0/token");
      Map<String, Object> answer =
          StrictJson.object(http.postForm(endpoint, form).body(), Code.GRAPH_RESPONSE_INVALID);
      return String.valueOf(answer.get("access_token"));
    }

    @Override
    public void forget(UUID tenant) {}

    private String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
