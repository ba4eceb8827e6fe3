package org.guestbridge.app.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.guestbridge.core.alias.AliasRegistry;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.AdminOutcome;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.AuditRecord;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DirectoryCopies;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.provisioning.PullView;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;

/** Answers from the ledger itself: inside a broker, or in a command when no broker runs. */
public final class LedgerOperations implements AdminOperations {

  private final Ledger ledger;
  private final RealmId realm;
  private final Broker broker;
  private final IdentityReader identities;
  private final Supplier<BrokerStatus> status;
  private final String registry;
  private final Optional<Map<String, FilledDirectory>> directories;

  /**
   * Operations on one realm.
   *
   * @param ledger the durable record
   * @param realm the realm whose bindings these are
   * @param broker carries out orders and explains
   * @param identities reads the claims to explain
   * @param status which broker this is
   * @param registry how an explanation names the place of the bindings: {@code broker}, {@code
   *     database} or {@code none}
   * @param directories which directories the realm fills, by name; empty when the realm file is not
   *     known
   */
  public LedgerOperations(
      Ledger ledger,
      RealmId realm,
      Broker broker,
      IdentityReader identities,
      Supplier<BrokerStatus> status,
      String registry,
      Optional<Map<String, FilledDirectory>> directories) {
    this.ledger = ledger;
    this.realm = realm;
    this.broker = broker;
    this.identities = identities;
    this.status = status;
    this.registry = registry;
    this.directories = directories;
  }

  @Override
  public AliasPage aliases(Optional<UUID> after, int limit) {
    List<AliasView> page =
        ledger.inUnit(
            realm, unit -> unit.aliases().list(after, limit).stream().map(AliasView::of).toList());
    return new AliasPage(page, next(page, limit).map(AliasView::id));
  }

  @Override
  public AliasPage aliasesHolding(EmailAddress address) {
    Optional<Binding> holder = ledger.inUnit(realm, unit -> unit.aliases().holderOf(address));
    return new AliasPage(holder.map(AliasView::of).stream().toList(), Optional.empty());
  }

  @Override
  public AliasDetail alias(UUID id) throws RefusalException {
    return ledger.inUnit(realm, unit -> detail(unit.aliases(), id)).orElseThrow(this::unknown);
  }

  @Override
  public AliasDetail change(UUID id, AdminAction action, Actor actor) throws RefusalException {
    AdminCommand command = new AdminCommand(id, actor.name(), UUID.randomUUID().toString());
    AdminOutcome outcome =
        switch (action) {
          case HOLD -> broker.hold(command);
          case RELEASE -> broker.release(command);
          case CONVERT -> broker.convert(command);
          case RETIRE -> broker.retire(command);
          case ERASE -> broker.erase(command);
        };
    Optional<RefusalException> refusal =
        outcome.fold(
            done -> Optional.empty(),
            wrong -> Optional.of(transition(wrong, action)),
            () -> Optional.of(unknown()));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return alias(id);
  }

  @Override
  public AuditPage audit(long after, int limit) {
    List<AuditPage.Entry> page =
        ledger.inUnit(
            realm,
            unit -> unit.auditLog(after, limit).stream().map(LedgerOperations::entry).toList());
    return new AuditPage(page, next(page, limit).map(AuditPage.Entry::sequence));
  }

  @Override
  public BrokerStatus status() {
    return status.get();
  }

  @Override
  public DeliveryOperations deliveries() {
    return new LedgerDeliveries(ledger, realm, directories);
  }

  @Override
  public PlanOperations plans() {
    return new LedgerPlans(ledger, realm);
  }

  @Override
  public MailOperations mail() {
    return new LedgerMail(ledger, realm, broker);
  }

  @Override
  public EpochOperations epochs() {
    return new LedgerEpochs(ledger, realm);
  }

  @Override
  public PullList pulls(Optional<String> channel) throws RefusalException {
    List<PullList.Entry> entries =
        ledger.inUnit(
            realm,
            unit ->
                unit.copies().pulls().stream()
                    .filter(view -> channel.isEmpty() || channel.get().equals(view.channel()))
                    .map(view -> entry(unit.copies(), view))
                    .toList());
    if (channel.isPresent() && entries.isEmpty()) {
      throw new RefusalException(
          Code.CHANNEL_UNKNOWN, "No channel of that name has asked its directory yet.");
    }
    return new PullList(entries);
  }

  @Override
  public PullList pull(Optional<String> channel, boolean full) throws RefusalException {
    List<PullList.Entry> entries = pulls(channel).pulls();
    ledger.inUnit(
        realm,
        unit -> {
          entries.forEach(entry -> unit.copies().order(entry.channel(), full));
          return entries;
        });
    return pulls(channel);
  }

  @Override
  public PullList withdraw(String channel, PullLoss withheld, Actor actor) throws RefusalException {
    Optional<String> one = Optional.of(channel);
    pulls(one);
    boolean allowed =
        ledger.inUnit(
            realm,
            unit -> {
              boolean done = unit.copies().allow(channel, withheld);
              if (done) {
                unit.audit(new AuditEvent.WithdrawalAllowed(told(channel, withheld), actor.name()));
              }
              return done;
            });
    if (!allowed) {
      throw new RefusalException(
          Code.REQUEST_INVALID, "That is not what is withheld; look at the status again.");
    }
    return pulls(one);
  }

  private static String told(String channel, PullLoss withheld) {
    return "channel "
        + channel
        + ": "
        + withheld.guests()
        + " guests, "
        + withheld.employees()
        + " employees, "
        + withheld.members()
        + " members";
  }

  private static PullList.Entry entry(DirectoryCopies copies, PullView view) {
    return PullList.Entry.of(
        view,
        copies.unsettled(view.channel()),
        view.state().withheld().isPresent() ? copies.accounts(view.channel()) : Map.of());
  }

  @Override
  public ExplanationView explain(Map<String, Object> claims) throws RefusalException {
    return ExplanationView.of(broker.explain(identities.read(claims)), registry);
  }

  private static Optional<AliasDetail> detail(AliasRegistry registry, UUID id) {
    return registry
        .get(id)
        .map(binding -> new AliasDetail(AliasView.of(binding), history(registry, id)));
  }

  private static List<AliasDetail.Change> history(AliasRegistry registry, UUID id) {
    return registry.history(id).stream()
        .map(
            entry ->
                new AliasDetail.Change(
                    entry.at(), entry.change().text(), entry.code().map(Code::text)))
        .toList();
  }

  private static AuditPage.Entry entry(AuditRecord kept) {
    return AuditPage.Entry.of(
        kept.sequence(),
        kept.at(),
        kept.type(),
        kept.correlationId(),
        kept.binding(),
        kept.details());
  }

  private static <T> Optional<T> next(List<T> page, int limit) {
    return page.size() < limit ? Optional.empty() : Optional.of(page.get(page.size() - 1));
  }

  private static RefusalException transition(AdminOutcome.WrongStatus wrong, AdminAction action) {
    return new RefusalException(
        Code.BINDING_TRANSITION,
        "The binding is " + wrong.text() + "; " + action.text() + " does not apply.");
  }

  private RefusalException unknown() {
    return new RefusalException(
        Code.BINDING_UNKNOWN, "The realm " + realm + " has no binding with this id.");
  }
}
