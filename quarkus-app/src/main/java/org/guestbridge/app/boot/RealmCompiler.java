package org.guestbridge.app.boot;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.guestbridge.app.downstream.saml.SamlIdentityProvider;
import org.guestbridge.app.downstream.saml.SamlSite;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.keys.CurrentKeyRing;
import org.guestbridge.app.login.LoginFlow;
import org.guestbridge.app.login.LogoutFlow;
import org.guestbridge.app.login.ServedRealm;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.settings.BrokerSettings;
import org.guestbridge.app.store.EmbeddedCaches;
import org.guestbridge.app.store.Rates;
import org.guestbridge.app.store.RefusedBindings;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.app.upstream.oidc.OidcRelyingParty;
import org.guestbridge.app.upstream.oidc.RelyingPartyServices;
import org.guestbridge.app.upstream.saml.SamlConnection;
import org.guestbridge.app.upstream.saml.SamlUpstreamServices;
import org.guestbridge.app.upstream.saml.ServiceProviderSite;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.RefusalBudget;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.load.LoadResult;

/** Makes a realm that can serve out of a realm file that was loaded. */
@Singleton
final class RealmCompiler {

  private final CurrentKeyRing keyRing;
  private final Ledger ledger;
  private final Rates rates;
  private final int auditedRefusalsPerMinute;
  private final RefusedBindings refusedBindings;
  private final SecureRandom random;
  private final InstantSource clock;
  private final RsaSigner signer = RsaSigner.ofJvm();
  private final ExecutorService background;
  private final RelyingPartyServices relyingPartyServices;
  private final GroupDirectories groupDirectories;
  private final BoundedHttp documents = BoundedHttp.create(HttpLimits.DOCUMENTS);

  /** Of every realm that was compiled, as it was the last time. */
  private final Map<RealmId, Set<DomainName>> aliasDomains = new ConcurrentHashMap<>();

  RealmCompiler(
      CurrentKeyRing keyRing,
      Ledger ledger,
      BrokerSettings settings,
      Rates rates,
      EmbeddedCaches caches,
      RefusedBindings refusedBindings,
      SecureRandom random,
      InstantSource clock) {
    this.keyRing = keyRing;
    this.ledger = ledger;
    this.rates = rates;
    this.auditedRefusalsPerMinute = settings.auditedRefusalsPerMinute();
    this.refusedBindings = refusedBindings;
    this.random = random;
    this.clock = clock;
    this.background = Executors.newSingleThreadExecutor();
    this.relyingPartyServices =
        new RelyingPartyServices(
            BoundedHttp.create(HttpLimits.DEFAULT), clock, random, background, caches.keySets());
    this.groupDirectories = new GroupDirectories(relyingPartyServices);
  }

  /**
   * Compiles a realm.
   *
   * @throws RefusalException {@code signing_key_missing} when the key ring has no key for it
   */
  ServedRealm compile(LoadResult.Loaded loaded) throws RefusalException {
    Realm realm = loaded.realm();
    RealmSigningKeys keys = RealmSigningKeys.of(realm.id(), keyRing, clock);
    SamlIdentityProvider identityProvider = identityProvider(realm, keys);
    Broker broker =
        new Broker(
            ledger,
            realm.id(),
            realm::rules,
            realm.changedHumanPolicies(),
            budget(realm.id()),
            ProvisioningOfRealm.of(realm),
            clock,
            this::aliasDomains);
    List<UpstreamConnection> upstreams =
        realm.upstreams().values().stream().map(each -> connection(realm, each, keys)).toList();
    LoginFlow flow =
        new LoginFlow(
            realm,
            upstreams,
            identityProvider,
            broker,
            refusedBindings,
            keyRing.get().cookieKey(),
            random,
            clock);
    LogoutFlow logout =
        new LogoutFlow(
            realm,
            upstreams,
            identityProvider.singleLogout(),
            broker,
            keyRing.get().cookieKey(),
            random,
            clock);
    aliasDomains.put(realm.id(), realm.domains().alias());
    return new ServedRealm(realm, loaded.sha256(), identityProvider, broker, flow, logout);
  }

  /** Mail to one realm's aliases is not forwarded to another's, in whatever order they load. */
  Set<DomainName> aliasDomains() {
    return aliasDomains.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** Counted for each realm, so that a flood at one hides nothing of another. */
  private RefusalBudget budget(RealmId realm) {
    return code ->
        rates.permits("audit", realm.value() + " " + code.text(), auditedRefusalsPerMinute, 60);
  }

  private SamlIdentityProvider identityProvider(Realm realm, RealmSigningKeys keys) {
    List<SamlServiceProvider> downstreams =
        realm.downstreams().values().stream().map(SamlServiceProvider.class::cast).toList();
    SamlSite site = new SamlSite(realm.id(), realm.publicUrl(), realm.domains(), downstreams);
    return new SamlIdentityProvider(site, keys, signer, clock);
  }

  /** What every relying party of this broker shares. */
  RelyingPartyServices relyingPartyServices() {
    return relyingPartyServices;
  }

  private UpstreamConnection connection(Realm realm, Upstream upstream, RealmSigningKeys keys) {
    if (upstream instanceof OidcUpstream oidc) {
      URI callback =
          URI.create(
              realm.publicUrl() + "/r/" + realm.id() + "/oidc/" + upstream.name() + "/callback");
      return new OidcRelyingParty(
          oidc, callback, relyingPartyServices, groupDirectories.of(realm, oidc));
    }
    if (upstream instanceof SamlUpstream saml) {
      return new SamlConnection(
          saml,
          ServiceProviderSite.of(realm.publicUrl(), realm.id().value(), saml.name()),
          new SamlUpstreamServices(documents, clock, random, background, signer, keys));
    }
    throw new IllegalStateException("no connection speaks to " + upstream.getClass());
  }

  @PreDestroy
  void close() {
    background.shutdownNow();
  }
}
