package org.guestbridge.app.boot;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.graph.Bearer;
import org.guestbridge.app.graph.GraphGroups;
import org.guestbridge.app.graph.Pause;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.upstream.GroupDirectory;
import org.guestbridge.app.upstream.oidc.AppTokens;
import org.guestbridge.app.upstream.oidc.RelyingPartyServices;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;

/** Gives an upstream the directory of groups that its realm asks for and has a use for. */
final class GroupDirectories {

  private final RelyingPartyServices services;
  private final BoundedHttp http;

  GroupDirectories(RelyingPartyServices services) {
    this.services = services;
    this.http =
        BoundedHttp.create(
            new HttpLimits(HttpLimits.MAX_CONNECT, HttpLimits.MAX_CALL, HttpLimits.MAX_BODY_BYTES));
  }

  /** Empty unless the upstream resolves groups through Graph and a rule reads groups. */
  Optional<GroupDirectory> of(Realm realm, OidcUpstream upstream) {
    return upstream.provider() instanceof OidcProvider.Entra entra && realm.rules().readsGroups()
        ? entra.graph().map(graph -> directory(upstream, entra, graph))
        : Optional.empty();
  }

  private GroupDirectory directory(OidcUpstream upstream, OidcProvider.Entra entra, URI graph) {
    AppTokens tokens = new AppTokens(upstream, entra.authority(), graph, services);
    Bearer bearer = bearer(tokens);
    return new GraphGroups(graph, http, bearer, services.clock(), Pause.REAL);
  }

  /** The tokens as Graph's client takes them. */
  static Bearer bearer(AppTokens tokens) {
    return new Bearer() {
      @Override
      public String token(UUID tenant) throws RefusalException {
        return tokens.token(tenant);
      }

      @Override
      public void forget(UUID tenant) {
        tokens.forget(tenant);
      }
    };
  }
}
