package org.guestbridge.app.reconcile;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.scim.out.RemoteAccount;
import org.guestbridge.core.audit.AuditEvent;
import org.guestbridge.core.audit.BindingChange;
import org.guestbridge.core.ledger.Unit;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;

/**
 * Keeps every address on an alias domain that a directory has and the registry does not know, so
 * that nobody is given it. The directory is read until it was read whole: a page that slipped could
 * hide an address.
 */
final class Relearning implements Task {

  private static final int MAX_READINGS = 5;

  private final String actor;

  Relearning(String actor) {
    this.actor = actor;
  }

  @Override
  public String purpose() {
    return "relearn";
  }

  /** What is reported. */
  enum Kind implements FindingKind {
    /** The address is kept from everybody from now on. */
    ALIAS_RELEARNED;

    @Override
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isNote() {
      return true;
    }
  }

  @Override
  public void run(Site site, UUID id, Findings findings, Progress progress)
      throws RefusalException {
    for (int reading = 1; reading <= MAX_READINGS; reading++) {
      progress.phase("accounts");
      Whole whole = new Whole();
      site.reader()
          .accounts(
              (page, total) -> {
                whole.page(page.size(), total);
                for (RemoteAccount account : page) {
                  learn(site, id, findings, account);
                }
                progress.read(page.size(), total);
              });
      if (whole.isWhole()) {
        return;
      }
    }
    throw new RefusalException(
        Code.DELIVERY_ANSWER_INVALID, "The directory changed each time while it was read.");
  }

  /** Whether a reading met every account: the directory had as many all the time. */
  private static final class Whole {

    private long read;
    private long first = -1;
    private boolean changed;

    void page(int size, long total) {
      read += size;
      first = first < 0 ? total : first;
      changed |= total != first;
    }

    boolean isWhole() {
      return !changed && (first < 0 || read == first);
    }
  }

  private void learn(Site site, UUID run, Findings findings, RemoteAccount account) {
    for (EmailAddress address : account.addresses()) {
      boolean learned =
          site.aliasDomains().contains(address.domain())
              && site.ledger()
                  .inUnit(site.realm(), unit -> keep(unit, run, account, address))
                  .isPresent();
      if (learned) {
        findings.add(
            Kind.ALIAS_RELEARNED,
            new Finding(
                Kind.ALIAS_RELEARNED.text(),
                account.externalId(),
                Optional.of(account.id()),
                Optional.of(address.value()),
                "",
                DriftKind.Repair.NONE.text()),
            true);
      }
    }
  }

  private Optional<UUID> keep(Unit unit, UUID run, RemoteAccount account, EmailAddress address) {
    if (unit.aliases().isTaken(address)) {
      return Optional.empty();
    }
    UUID wished =
        account
            .externalId()
            .filter(ForeignAccounts::isBinding)
            .map(UUID::fromString)
            .orElseGet(UUID::randomUUID);
    if (!unit.aliases().reserve(wished, address)) {
      return Optional.empty();
    }
    UUID kept = unit.aliases().holderOf(address).orElseThrow().id();
    unit.audit(new AuditEvent.BindingChanged(run.toString(), kept, BindingChange.RELEARNED, actor));
    return Optional.of(kept);
  }
}
