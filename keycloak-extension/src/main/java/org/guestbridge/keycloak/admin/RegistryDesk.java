package org.guestbridge.keycloak.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.AdminOutcome;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.identity.IdentityDocument;
import org.guestbridge.realm.login.LoginPolicy;

/**
 * The bindings of one realm, as its administrators look at and change them. Answers hold personal
 * values; refusals do not. Every method throws {@link
 * org.guestbridge.core.ledger.LedgerUnavailableException} when the database does not answer.
 */
final class RegistryDesk {

  private final Ledger ledger;
  private final RealmId realm;

  RegistryDesk(Ledger ledger, RealmId realm) {
    this.ledger = ledger;
    this.realm = realm;
  }

  /** Bindings in order of id. */
  ObjectNode aliases(Optional<UUID> after, int limit) {
    return ledger.inUnit(realm, unit -> BindingJson.page(unit.aliases().list(after, limit), limit));
  }

  /** The binding that holds {@code address}, now or formerly: a page of none or one. */
  ObjectNode holding(EmailAddress address) {
    return ledger.inUnit(
        realm,
        unit ->
            BindingJson.page(
                unit.aliases().holderOf(address).map(List::of).orElse(List.of()),
                RequestParameters.MAX_PAGE));
  }

  /** One binding with its history; refused with {@code binding_unknown}. */
  ObjectNode alias(UUID id) throws RefusalException {
    Optional<ObjectNode> found =
        ledger.inUnit(
            realm,
            unit ->
                unit.aliases()
                    .get(id)
                    .map(binding -> BindingJson.detail(binding, unit.aliases().history(id))));
    return found.orElseThrow(this::unknown);
  }

  /**
   * Carries out and audits an order; refused with {@code binding_unknown} or {@code
   * binding_transition}.
   */
  void change(UUID id, AliasOrder order, String actor) throws RefusalException {
    Broker broker =
        new Broker(
            ledger, realm, RegistryDesk::noRules, ChangedHumanPolicies.defaults(), code -> false);
    AdminCommand command = new AdminCommand(id, actor, UUID.randomUUID().toString());
    Optional<RefusalException> refusal =
        order
            .carryOut(broker, command)
            .fold(
                done -> Optional.empty(),
                wrong -> Optional.of(transition(wrong, order)),
                () -> Optional.of(unknown()));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** What a login of the person described would do; writes nothing. */
  ObjectNode explain(IdentityDocument person, LoginPolicy policy) throws RefusalException {
    Broker broker =
        new Broker(ledger, realm, policy::rules, policy.changedHumanPolicies(), code -> false);
    return ExplanationJson.of(broker.explain(person.identity(policy)));
  }

  private static RuleSet noRules() {
    throw new IllegalStateException("an order asks no rules");
  }

  private static RefusalException transition(AdminOutcome.WrongStatus wrong, AliasOrder order) {
    return new RefusalException(
        Code.BINDING_TRANSITION,
        "The binding is " + wrong.text() + "; " + order.text() + " does not apply.");
  }

  private RefusalException unknown() {
    return new RefusalException(
        Code.BINDING_UNKNOWN, "The realm " + realm + " has no binding with this id.");
  }
}
