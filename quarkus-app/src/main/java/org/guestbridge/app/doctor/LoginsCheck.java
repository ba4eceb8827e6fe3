package org.guestbridge.app.doctor;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.guestbridge.app.admin.AdminOperations;
import org.guestbridge.app.admin.AliasPage;
import org.guestbridge.app.admin.AliasView;
import org.guestbridge.core.identity.AccountEvidence;
import org.guestbridge.core.identity.AccountKind;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.jdbc.JdbcLedger;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.OidcProvider;

/**
 * Looks whether the bindings of a tenant remember a foreign {@code idp}: the evidence for what the
 * realm declares by {@code idpClaimConfigured}. Nothing of a binding is shown.
 */
final class LoginsCheck implements Check {

  /** Bindings that are looked through at most. */
  private static final int MAX_BINDINGS = 50_000;

  private final RealmId realm;
  private final String upstream;
  private final OidcProvider.Entra provider;
  private final RegistryAccess access;
  private final InstantSource clock;

  LoginsCheck(
      RealmId realm,
      String upstream,
      OidcProvider.Entra provider,
      RegistryAccess access,
      InstantSource clock) {
    this.realm = realm;
    this.upstream = upstream;
    this.provider = provider;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sign-ins through " + upstream;
  }

  @Override
  public List<Finding> run() {
    try {
      return look(source());
    } catch (RefusalException refusal) {
      return found(Diagnosis.LOGINS_UNREAD, OidcUpstreamCheck.seen(refusal));
    } catch (LedgerUnavailableException | LedgerUnfitException failure) {
      return found(Diagnosis.LOGINS_UNREAD, "the database does not answer");
    }
  }

  private List<Finding> look(Bindings bindings) throws RefusalException {
    int seen = 0;
    Optional<UUID> after = Optional.empty();
    do {
      AliasPage page = bindings.page(after);
      if (page.aliases().stream().anyMatch(this::cameFromElsewhere)) {
        return found(Diagnosis.LOGINS_IDP_CONFIRMED, "a binding remembers it");
      }
      seen += page.aliases().size();
      after = page.next();
    } while (after.isPresent() && seen < MAX_BINDINGS);
    return provider.idpClaimConfigured()
        ? found(Diagnosis.LOGINS_IDP_UNCONFIRMED, seen + " bindings looked at")
        : List.of();
  }

  private boolean cameFromElsewhere(AliasView binding) {
    boolean ofTenant =
        binding.subject().filter(key -> key.startsWith("entra " + provider.tenant())).isPresent();
    return ofTenant && binding.idp().filter(this::isForeign).isPresent();
  }

  /** As a login decides it. */
  private boolean isForeign(String idp) {
    return new AccountEvidence.Entra(
                provider.tenant(),
                provider.issuer(provider.tenant()),
                Optional.of(idp),
                OptionalInt.empty(),
                false,
                true)
            .prove()
            .kind()
        == AccountKind.EXTERNAL;
  }

  private Bindings source() throws RefusalException {
    if (access.broker().isPresent()) {
      AdminOperations broker = access.broker().get();
      if (!broker.status().realms().contains(realm.value())) {
        throw new RefusalException(
            Code.BROKER_UNREACHABLE, "the broker that runs here does not serve the realm");
      }
      return after -> broker.aliases(after, AdminOperations.MAX_PAGE);
    }
    if (access.database().isEmpty()) {
      throw new RefusalException(Code.LEDGER_UNAVAILABLE, "there is no way to the registry");
    }
    return after -> page(access.database().get(), after);
  }

  private AliasPage page(DataSource database, Optional<UUID> after) {
    // Listing makes and compares no digest, so any key does.
    RegistryKey none = RegistryKey.of(new byte[RegistryKey.LENGTH]);
    List<AliasView> page =
        new JdbcLedger(database, none, clock)
            .inUnit(
                realm,
                unit ->
                    unit.aliases().list(after, AdminOperations.MAX_PAGE).stream()
                        .map(AliasView::of)
                        .toList());
    boolean last = page.size() < AdminOperations.MAX_PAGE;
    return new AliasPage(
        page, last ? Optional.empty() : Optional.of(page.get(page.size() - 1).id()));
  }

  private List<Finding> found(Diagnosis diagnosis, String seen) {
    return List.of(Finding.of(diagnosis, upstream, seen));
  }

  /** The realm's bindings, page by page. */
  @FunctionalInterface
  private interface Bindings {
    AliasPage page(Optional<UUID> after) throws RefusalException;
  }
}
