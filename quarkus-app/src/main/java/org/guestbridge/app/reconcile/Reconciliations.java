package org.guestbridge.app.reconcile;

import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;

/** The operations of one realm as it is served at this moment. */
public final class Reconciliations implements ReconciliationOperations {

  private final Runs runs;
  private final RealmId realm;
  private final Sites sites;

  /** Finds the directories of a realm. */
  @FunctionalInterface
  public interface Sites {

    /** The directory of that name; refused with {@code delivery_directory_unknown}. */
    Site of(String directory) throws RefusalException;
  }

  /** The operations of {@code realm}. */
  public Reconciliations(Runs runs, RealmId realm, Sites sites) {
    this.runs = runs;
    this.realm = realm;
    this.sites = sites;
  }

  @Override
  public RunState reconcile(String directory, boolean repairs, String actor)
      throws RefusalException {
    Optional<String> repairer = repairs ? Optional.of(actor) : Optional.empty();
    return runs.begin(sites.of(directory), new Reconciler(repairer));
  }

  @Override
  public RunState relearn(String directory, String actor) throws RefusalException {
    return runs.begin(sites.of(directory), new Relearning(actor));
  }

  @Override
  public List<ImportResult> importAccounts(
      String directory, List<ImportEntry> entries, boolean applies, String actor)
      throws RefusalException {
    if (entries.size() > MAX_ENTRIES) {
      throw new RefusalException(Code.REQUEST_INVALID, "At most " + MAX_ENTRIES + " at once.");
    }
    Optional<String> applier = applies ? Optional.of(actor) : Optional.empty();
    return new Importing(sites.of(directory), applier).run(entries);
  }

  @Override
  public ImportCandidates importCandidates(String directory, long from) throws RefusalException {
    if (from < 1) {
      throw new RefusalException(Code.REQUEST_INVALID, "Positions are counted from 1.");
    }
    return new AccountsByObjectId(sites.of(directory)).from(from);
  }

  @Override
  public RunState state(String directory, int from) throws RefusalException {
    return runs.state(realm, sites.of(directory).directory(), from);
  }
}
