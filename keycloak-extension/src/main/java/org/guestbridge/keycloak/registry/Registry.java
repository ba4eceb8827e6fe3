package org.guestbridge.keycloak.registry;

import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.RefusalException;
import org.keycloak.provider.Provider;

/** The alias registry, as the extension's other providers reach it. */
public interface Registry extends Provider {

  /**
   * The ledger in Keycloak's own database. Each unit of work commits by itself, outside of the
   * transaction of the running request, so that nothing of a request that fails takes a binding
   * back and nothing of a lost race breaks the request.
   *
   * @throws RefusalException {@code setting_invalid} or {@code key_ring_unreadable} when there is
   *     no registry key, {@code ledger_unavailable}, {@code ledger_unsupported} or {@code
   *     ledger_schema_mismatch} when the database cannot carry the registry; nobody may be let
   *     through then
   */
  Ledger ledger() throws RefusalException;
}
