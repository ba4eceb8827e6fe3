package org.guestbridge.app.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.scim.out.RemoteAccount;
import org.guestbridge.core.alias.BindOutcome;
import org.guestbridge.core.alias.Binding;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.Channel;
import org.guestbridge.core.provisioning.Delivery;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DesiredAccount;
import org.guestbridge.core.text.EmailAddress;

/**
 * Gives accounts that a directory has to the people whose they are, on an administrator's list. An
 * account on an alias domain keeps its address, which becomes the person's for ever; another one
 * keeps its content and is renamed to the person's address by the next delivery. Whose address is
 * somebody else's is left alone.
 */
final class Importing {

  private final Site site;
  private final Optional<String> applier;

  /**
   * An import.
   *
   * @param applier who ordered it; empty to look only
   */
  Importing(Site site, Optional<String> applier) {
    this.site = site;
    this.applier = applier;
  }

  List<ImportResult> run(List<ImportEntry> entries) throws RefusalException {
    UUID tenant = tenant();
    List<ImportResult> results = new ArrayList<>();
    for (ImportEntry entry : entries) {
      results.add(one(new UpstreamSubject.Entra(tenant, entry.oid()), entry));
    }
    return results;
  }

  private UUID tenant() throws RefusalException {
    List<UUID> tenants =
        site.provisioning().channels().stream().map(Channel::tenantId).distinct().toList();
    if (tenants.size() != 1) {
      throw new RefusalException(
          Code.REQUEST_INVALID, "The channels of the realm name not exactly one tenant.");
    }
    return tenants.get(0);
  }

  private ImportResult one(UpstreamSubject subject, ImportEntry entry) throws RefusalException {
    List<RemoteAccount> found = site.reader().accountsNamed(entry.address());
    if (found.size() != 1) {
      return ImportResult.of(entry, found.isEmpty() ? "not_there" : "ambiguous");
    }
    RemoteAccount account = found.get(0);
    Plan plan = inUnit(unit -> plan(unit, subject, entry, account));
    if (!plan.changes() || applier.isEmpty()) {
      return new ImportResult(entry.oid(), entry.address(), plan.outcome(), plan.binding(), false);
    }
    Optional<UUID> binding = plan.binding();
    if (binding.isEmpty()) {
      EmailAddress address = EmailAddress.parse(entry.address()).orElseThrow();
      binding = inUnit(unit -> adopt(unit, subject, address));
    }
    if (binding.isEmpty()) {
      return ImportResult.of(entry, "conflict");
    }
    claim(account, binding.get(), plan.binding().isPresent());
    return new ImportResult(entry.oid(), entry.address(), plan.outcome(), binding, true);
  }

  /**
   * What is to become of an account.
   *
   * @param binding whose it becomes, when the person has one
   */
  private record Plan(String outcome, boolean changes, Optional<UUID> binding) {}

  private Plan plan(Unit unit, UpstreamSubject subject, ImportEntry entry, RemoteAccount account) {
    Optional<EmailAddress> address = EmailAddress.parse(entry.address());
    Optional<Binding> own = unit.aliases().peek(subject);
    Optional<UUID> id = own.map(Binding::id);
    if (own.isPresent() && account.externalId().equals(id.map(UUID::toString))) {
      return new Plan("ours", false, id);
    }
    if (isOfAnotherBinding(unit, account, id) || hasAnotherAccount(unit, account, id)) {
      return new Plan("conflict", false, id);
    }
    if (own.isPresent()) {
      boolean keeps = address.isPresent() && own.get().address().equals(address);
      boolean isReleased = own.get().address().isPresent();
      return new Plan(keeps ? "keep" : "rename", isReleased, id);
    }
    if (address.isEmpty() || !site.aliasDomains().contains(address.get().domain())) {
      return new Plan("rename_waits", false, Optional.empty());
    }
    boolean free =
        !unit.aliases().isTaken(address.get())
            || unit.aliases().holderOf(address.get()).filter(Binding::isReserved).isPresent();
    return new Plan(free ? "keep" : "conflict", free, Optional.empty());
  }

  private static boolean isOfAnotherBinding(Unit unit, RemoteAccount account, Optional<UUID> own) {
    return account
        .externalId()
        .filter(ForeignAccounts::isBinding)
        .map(UUID::fromString)
        .filter(id -> !own.equals(Optional.of(id)))
        .flatMap(unit.aliases()::get)
        .filter(binding -> !binding.isReserved())
        .isPresent();
  }

  /** Two accounts of one person cannot become one. */
  private boolean hasAnotherAccount(Unit unit, RemoteAccount account, Optional<UUID> own) {
    return own.flatMap(id -> unit.outbox().find(DeliveryKey.account(site.directory(), id)))
        .flatMap(Delivery::remoteId)
        .filter(known -> !known.equals(account.id()))
        .isPresent();
  }

  private Optional<UUID> adopt(Unit unit, UpstreamSubject subject, EmailAddress address) {
    BindOutcome outcome = unit.aliases().adopt(subject, address);
    if (!(outcome instanceof BindOutcome.Bound bound)
        || !bound.binding().address().equals(Optional.of(address))) {
      return Optional.empty();
    }
    UUID id = bound.binding().id();
    unit.audit(
        new AuditEvent.BindingChanged(
            UUID.randomUUID().toString(), id, BindingChange.ADOPTED, applier.orElseThrow()));
    unit.plans().markDueBySubject(subject);
    return Optional.of(id);
  }

  /** The account names the binding from now on; what was set aside because of it is told again. */
  private void claim(RemoteAccount account, UUID binding, boolean isKnown) throws RefusalException {
    site.reader()
        .claim(
            account,
            new DesiredAccount(
                binding, Optional.empty(), Optional.empty(), Optional.empty(), true));
    inUnit(
        unit -> {
          unit.audit(
              new AuditEvent.DeliveryOrdered(
                  UUID.randomUUID().toString(),
                  Optional.of(binding),
                  "account_imported",
                  site.directory(),
                  applier.orElseThrow()));
          return isKnown && unit.outbox().retry(DeliveryKey.account(site.directory(), binding));
        });
  }

  private <T> T inUnit(Ledger.Work<T> work) {
    return site.ledger().inUnit(site.realm(), work);
  }
}
