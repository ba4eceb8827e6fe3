package org.guestbridge.app.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.scim.out.RemoteAccount;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/**
 * Finds the accounts whose {@code externalId} is their person's Entra object id, as a client that
 * maps one to the other leaves them. An account of the broker has the id of a binding there, which
 * looks alike; so nothing is found during the time after a restore, when bindings may be unknown.
 */
final class AccountsByObjectId {

  private final Site site;

  AccountsByObjectId(Site site) {
    this.site = site;
  }

  ImportCandidates from(long start) throws RefusalException {
    boolean isAfterRestore =
        site.ledger()
            .inUnit(
                site.realm(),
                unit ->
                    unit.epochs().last().filter(epoch -> epoch.endedAt().isEmpty()).isPresent());
    if (isAfterRestore) {
      throw new RefusalException(
          Code.REQUEST_INVALID,
          "The time after a restore is not over: an externalId may be a lost binding's.");
    }
    List<RemoteAccount> page = site.reader().accountsFrom(start);
    List<ImportEntry> entries = new ArrayList<>();
    for (RemoteAccount account : page) {
      objectId(account)
          .filter(id -> !account.userName().isEmpty())
          .ifPresent(id -> entries.add(new ImportEntry(id, account.userName())));
    }
    return new ImportCandidates(
        entries, page.isEmpty() ? Optional.empty() : Optional.of(start + page.size()));
  }

  private Optional<UUID> objectId(RemoteAccount account) {
    return account
        .externalId()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(ForeignAccounts::isBinding)
        .map(UUID::fromString)
        .filter(id -> site.ledger().inUnit(site.realm(), unit -> unit.aliases().get(id)).isEmpty());
  }
}
