package org.guestbridge.app.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.text.EmailAddress;

/** One held binding, and a note of every order. */
public final class FakeOperations implements AdminOperations {

  public static final UUID ID = UUID.fromString("7d9f1c52-0f5e-4b7e-9a50-3a3c1f0c2b11");
  public static final String CANARY = "canary@guests.example.com";

  /** Would break out of a careless quotation, and be taken for a formula. */
  public static final String MAILBOX = "=o'$(rm)@partner.example";

  /** Where mail goes whose bounce is reported. */
  public static final String IN_FORCE = "jo@partner.example";

  public final List<String> orders = new ArrayList<>();

  /** The directories that the realm fills. */
  public List<String> directories = List.of("atlassian");

  /** Answers about the agreement with them; without it no broker does. */
  public Optional<ReconciliationOperations> reconciliations = Optional.empty();

  private static final AliasView VIEW =
      new AliasView(
          ID,
          "alias",
          "held",
          Optional.of("binding_held"),
          Optional.of(CANARY),
          Optional.of("entra a b"),
          Optional.empty(),
          Optional.of("=cmd|canary\u001b[31m"),
          Optional.empty(),
          Instant.EPOCH);

  @Override
  public AliasPage aliases(Optional<UUID> after, int limit) {
    return new AliasPage(after.isPresent() ? List.of() : List.of(VIEW), Optional.empty());
  }

  @Override
  public AliasPage aliasesHolding(EmailAddress address) {
    boolean held = address.value().equals(CANARY);
    return new AliasPage(held ? List.of(VIEW) : List.of(), Optional.empty());
  }

  @Override
  public AliasDetail alias(UUID id) throws RefusalException {
    if (!id.equals(ID)) {
      throw new RefusalException(Code.BINDING_UNKNOWN, "unknown");
    }
    return new AliasDetail(
        VIEW, List.of(new AliasDetail.Change(Instant.EPOCH, "created", Optional.empty())));
  }

  @Override
  public AliasDetail change(UUID id, AdminAction action, Actor actor) throws RefusalException {
    AliasDetail detail = alias(id);
    if (action == AdminAction.HOLD) {
      throw new RefusalException(Code.BINDING_TRANSITION, "held already");
    }
    orders.add(actor.name() + " " + action.text());
    return detail;
  }

  @Override
  public AuditPage audit(long after, int limit) {
    AuditPage.Entry entry =
        AuditPage.Entry.of(
            1, Instant.EPOCH, "released", "c", Optional.of(ID), Map.of("rule", CANARY));
    return new AuditPage(after < 1 ? List.of(entry) : List.of(), Optional.empty());
  }

  @Override
  public BrokerStatus status() {
    return new BrokerStatus(List.of("example"), "1", CANARY, "up");
  }

  @Override
  public DeliveryOperations deliveries() {
    return new DeliveryOperations() {
      @Override
      public DirectoryList status(Optional<String> directory) {
        return new DirectoryList(
            directory.map(List::of).orElse(directories).stream().map(this::entry).toList());
      }

      private DirectoryList.Entry entry(String directory) {
        return new DirectoryList.Entry(
            directory,
            2,
            Optional.of(Instant.EPOCH),
            3,
            List.of(
                new DirectoryList.Count("user", "set_aside", Optional.of("delivery_refused"), 1)),
            Optional.empty(),
            Optional.empty());
      }

      @Override
      public DeliveryPage setAside(
          String directory, DeliveryKind kind, Optional<String> after, int limit) {
        return new DeliveryPage(
            after.isPresent()
                ? List.of()
                : List.of(view(new DeliveryKey(directory, kind, ID.toString()), Optional.empty())),
            Optional.empty());
      }

      @Override
      public DeliveryView order(
          DeliveryOrder order, DeliveryKey key, Optional<String> remoteId, Actor actor) {
        return view(key, remoteId);
      }
    };
  }

  @Override
  public PlanOperations plans() {
    return new PlanOperations() {
      @Override
      public PlanList counts() {
        return new PlanList(List.of());
      }

      @Override
      public HeldPage heldBack(Optional<Code> code, Optional<UUID> after, int limit) {
        return new HeldPage(List.of(), Optional.empty());
      }
    };
  }

  @Override
  public MailOperations mail() {
    return new MailOperations() {
      @Override
      public MailRoutePage routes(Optional<UUID> after, int limit) {
        return new MailRoutePage(
            after.isPresent() ? List.of() : List.of(route(MAILBOX), unrouted()), Optional.empty());
      }

      @Override
      public MailRouteView order(
          MailOrder order, UUID id, Optional<EmailAddress> mailbox, Actor actor)
          throws RefusalException {
        if (order == MailOrder.FORGET) {
          throw new RefusalException(Code.MAIL_ROUTE_MISSING, "none");
        }
        orders.add(actor.name() + " " + order.text());
        return route(
            order == MailOrder.SET ? mailbox.map(EmailAddress::value).orElseThrow() : IN_FORCE);
      }
    };
  }

  private static MailRouteView route(String mailbox) {
    return new MailRouteView(
        ID,
        CANARY,
        Optional.of(new UUID(1, 1)),
        Optional.of(mailbox),
        Optional.of("administrator"),
        Optional.of(Instant.EPOCH),
        true,
        Optional.empty());
  }

  private static MailRouteView unrouted() {
    return new MailRouteView(
        new UUID(2, 2),
        "ann@guests.example.com",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of("mail_route_missing"));
  }

  @Override
  public EpochOperations epochs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReconciliationOperations reconciliations() throws RefusalException {
    return reconciliations.isPresent()
        ? reconciliations.get()
        : AdminOperations.super.reconciliations();
  }

  private static DeliveryView view(DeliveryKey key, Optional<String> remoteId) {
    return new DeliveryView(
        key.directory(),
        key.kind().name().toLowerCase(Locale.ROOT),
        key.item(),
        Optional.of(CANARY),
        "pending",
        1,
        Instant.EPOCH,
        Optional.of("delivery_refused"),
        Optional.of(CANARY),
        remoteId);
  }

  @Override
  public ExplanationView explain(Map<String, Object> claims) {
    return new ExplanationView(
        "external",
        CANARY,
        List.of(),
        "broker",
        Optional.empty(),
        List.of(),
        Optional.of(new ExplanationView.Release(CANARY, "Jo", "Doe", List.of(), true)),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public PullList pulls(Optional<String> channel) {
    return new PullList(List.of());
  }

  @Override
  public PullList pull(Optional<String> channel, boolean full) {
    return new PullList(List.of());
  }

  @Override
  public PullList withdraw(String channel, PullLoss withheld, Actor actor) {
    return new PullList(List.of());
  }
}
