package org.guestbridge.app.boot;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.Actor;
import org.guestbridge.app.admin.AdminAction;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasDetail;
import org.guestbridge.app.admin.AliasPage;
import org.guestbridge.app.admin.AuditPage;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.DeliveryOperations;
import org.guestbridge.app.admin.EpochOperations;
import org.guestbridge.app.admin.ExplanationView;
import org.guestbridge.app.admin.MailOperations;
import org.guestbridge.app.admin.PlanOperations;
import org.guestbridge.app.admin.PreviewOperations;
import org.guestbridge.app.admin.PullList;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.text.EmailAddress;

/**
 * One realm's operations as the broker offers them; after a change the near-cache of refused
 * bindings forgets.
 */
final class ForgettingOperations implements AdminOperations {

  private final AdminOperations realm;
  private final ReconciliationOperations reconciliations;
  private final PreviewOperations previews;
  private final RefusedBindings refusedBindings;

  ForgettingOperations(
      AdminOperations realm,
      ReconciliationOperations reconciliations,
      PreviewOperations previews,
      RefusedBindings refusedBindings) {
    this.realm = realm;
    this.reconciliations = reconciliations;
    this.previews = previews;
    this.refusedBindings = refusedBindings;
  }

  @Override
  public AliasPage aliases(Optional<UUID> after, int limit) throws RefusalException {
    return realm.aliases(after, limit);
  }

  @Override
  public AliasPage aliasesHolding(EmailAddress address) throws RefusalException {
    return realm.aliasesHolding(address);
  }

  @Override
  public AliasDetail alias(UUID id) throws RefusalException {
    return realm.alias(id);
  }

  @Override
  public AliasDetail change(UUID id, AdminAction action, Actor actor) throws RefusalException {
    AliasDetail changed = realm.change(id, action, actor);
    refusedBindings.invalidate();
    return changed;
  }

  @Override
  public AuditPage audit(long after, int limit) throws RefusalException {
    return realm.audit(after, limit);
  }

  @Override
  public BrokerStatus status() throws RefusalException {
    return realm.status();
  }

  @Override
  public DeliveryOperations deliveries() throws RefusalException {
    return realm.deliveries();
  }

  @Override
  public PlanOperations plans() throws RefusalException {
    return realm.plans();
  }

  @Override
  public MailOperations mail() throws RefusalException {
    return realm.mail();
  }

  @Override
  public EpochOperations epochs() throws RefusalException {
    return realm.epochs();
  }

  @Override
  public PreviewOperations previews() {
    return previews;
  }

  @Override
  public ReconciliationOperations reconciliations() {
    return reconciliations;
  }

  @Override
  public PullList pulls(Optional<String> channel) throws RefusalException {
    return realm.pulls(channel);
  }

  @Override
  public PullList pull(Optional<String> channel, boolean full) throws RefusalException {
    return realm.pull(channel, full);
  }

  @Override
  public PullList withdraw(String channel, PullLoss withheld, Actor actor) throws RefusalException {
    return realm.withdraw(channel, withheld, actor);
  }

  @Override
  public ExplanationView explain(Map<String, Object> claims) throws RefusalException {
    return realm.explain(claims);
  }
}
