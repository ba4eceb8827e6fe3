package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.guestbridge.app.admin.LedgerPreviews;
import org.guestbridge.app.admin.PreviewOperations;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;

/**
 * Brokers of realm files that are not in force, to preview with. The path is given by whoever holds
 * the admin token, which only the broker's own user can read.
 */
@Singleton
final class Candidates {

  private final Ledger ledger;
  private final InstantSource clock;
  private final RealmCompiler compiler;

  Candidates(Ledger ledger, InstantSource clock, RealmCompiler compiler) {
    this.ledger = ledger;
    this.clock = clock;
    this.compiler = compiler;
  }

  /** Previews of {@code served}, or of a file in its place. */
  PreviewOperations of(ServedRealm served) {
    return new LedgerPreviews(
        ledger,
        served.realm().id(),
        candidate -> candidate.isPresent() ? broker(served, candidate.get()) : served.broker());
  }

  private Broker broker(ServedRealm served, String candidate) throws RefusalException {
    LoadResult loaded =
        new RealmLoader(System.getenv()::get, new MetadataRegistrations(clock))
            .load(path(candidate));
    if (loaded instanceof LoadResult.Rejected rejected) {
      throw new RefusalException(
          rejected.problems().get(0).code(), "Run: guestbridge validate, on the candidate.");
    }
    Realm realm = ((LoadResult.Loaded) loaded).realm();
    if (!realm.id().equals(served.realm().id())) {
      throw new RefusalException(Code.REALM_UNKNOWN, "The candidate is the realm " + realm.id());
    }
    return new Broker(
        ledger,
        realm.id(),
        realm::rules,
        realm.changedHumanPolicies(),
        code -> false,
        ProvisioningOfRealm.of(realm),
        clock,
        compiler::aliasDomains);
  }

  private static Path path(String text) throws RefusalException {
    try {
      return Optional.of(Path.of(text))
          .filter(Path::isAbsolute)
          .orElseThrow(
              () -> new RefusalException(Code.REQUEST_INVALID, "The path is not absolute."));
    } catch (InvalidPathException invalid) {
      throw new RefusalException(Code.REQUEST_INVALID, "The path is not one.", invalid);
    }
  }
}
