package org.guestbridge.app.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.BrokerStatus;
import org.guestbridge.app.admin.LedgerOperations;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.identity.IdentityDocument;

/** The rules of a realm file with no registry behind them. */
final class ExplainSession implements AdminSession {

  private final ScratchRegistry scratch;
  private final AdminOperations operations;

  private ExplainSession(ScratchRegistry scratch, AdminOperations operations) {
    this.scratch = scratch;
    this.operations = operations;
  }

  static AdminSession withoutRegistry(Realm realm, IdentityDocument document) {
    ScratchRegistry scratch = new ScratchRegistry();
    BrokerStatus status =
        new BrokerStatus(List.of(realm.id().value()), Version.text(), "none", "none");
    return new ExplainSession(
        scratch, new Question(realm, document).operations(scratch.ledger(), status, "none"));
  }

  @Override
  public AdminOperations operations() {
    return operations;
  }

  @Override
  public void close() {
    scratch.close();
  }

  /**
   * What is to be explained.
   *
   * @param realm whose rules
   * @param document the person
   */
  record Question(Realm realm, IdentityDocument document) {

    AdminOperations operations(Ledger ledger, BrokerStatus status, String registry) {
      Broker broker =
          new Broker(
              ledger,
              realm.id(),
              realm::rules,
              realm.changedHumanPolicies(),
              code -> false,
              Provisioning.nobody(realm.mail().routing()),
              InstantSource.system());
      return new LedgerOperations(
          ledger,
          realm.id(),
          broker,
          claims -> document.identity(realm),
          () -> status,
          registry,
          Optional.empty());
    }
  }
}
