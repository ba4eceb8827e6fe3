package org.guestbridge.app.upstream.oidc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.attack.LedgerCount;
import org.guestbridge.app.attack.Verdict;
import org.guestbridge.app.downstream.saml.AuthnRequest;
import org.guestbridge.app.downstream.saml.SamlIdentityProvider;
import org.guestbridge.app.downstream.saml.SamlSite;
import org.guestbridge.app.downstream.saml.TestKeys;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.app.login.Begun;
import org.guestbridge.app.login.Finished;
import org.guestbridge.app.login.LoginFlow;
import org.guestbridge.app.login.SignInPurpose;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.store.EmbeddedCaches;
import org.guestbridge.app.upstream.UpstreamAnswer;
import org.guestbridge.app.upstream.UpstreamConnection;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.ChangedHumanPolicies;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.guestbridge.simulators.entra.EntraSettings;
import org.guestbridge.simulators.http.Form;

/**
 * A whole login, from the downstream's request to the assertion: the real flow, broker and relying
 * party, a provider that says whatever a {@link Visit} tells it to, and a ledger in memory.
 */
final class AttackedLogin implements AutoCloseable {

  private static final String REALM =
      """
      realm: example
      publicUrl: https://sso.example.com
      domains:
        passThrough: [example.com]
        alias: [guests.example.com]
      mail:
        handledBy: elsewhere
      upstreams:
        entra:
          type: entra-oidc
          tenant: TENANT
          clientId: CLIENT
          authority: AUTHORITY
          idpClaimConfigured: true
          responseMode: query
          credential:
            secret: ${env:SECRET}
        other:
          type: entra-oidc
          tenant: TENANT
          clientId: CLIENT
          authority: AUTHORITY/other
          idpClaimConfigured: true
          responseMode: form_post
          credential:
            secret: ${env:SECRET}
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: https://auth.atlassian.com/login/callback?connection=saml-one
      rules:
        - name: employees
          when: { account: internal }
          passThrough: { address: upn }
        - name: partners
          when: { account: external, mailDomain: { in: [partner.example] } }
          alias: { local: "{mail.local}", domain: guests.example.com, onCollision: suffix }
      """;

  private final ScriptedProvider provider = new ScriptedProvider();
  private final InMemoryLedger ledger =
      new InMemoryLedger(RegistryKey.of(new byte[32]), provider.clock);
  private final EmbeddedCaches caches = EmbeddedCaches.alone();
  private final SecureRandom random = new SecureRandom();
  private final BoundedHttp http = BoundedHttp.create(HttpLimits.DEFAULT);
  private final SecretKey cookieKey = new SecretKeySpec(new byte[32], "AES");
  private final Realm realm = realm(provider.base());
  private final SamlIdentityProvider identityProvider = identityProvider();
  private long written;

  /** What the browser holds after it was sent to the provider. */
  record Underway(String state, String nonce, String cookieName, String cookieValue) {

    String cookie() {
      return cookieName + "=" + cookieValue;
    }
  }

  /** Bindings and marks that visits left behind, without what only prepared them. */
  long written() {
    return written;
  }

  Verdict play(Consumer<Visit> change) throws Exception {
    Visit visit = new Visit(provider.base(), provider.clock.instant());
    change.accept(visit);
    provider.documents.clear();
    visit.publish(provider.documents);
    LoginFlow flow = flow();
    Finished[] finished = new Finished[1];
    Verdict verdict =
        Edits.verdict(
            () -> {
              Underway mine = begin(flow, visit.forced, Optional.empty());
              Underway other = begin(flow, visit.forced, Optional.of(mine.cookie()));
              visit.publishToken(provider.documents, mine, other);
              if (visit.finishedBefore) {
                finish(flow, visit, mine, other);
              }
              provider.clock.advance(visit.pause);
              long before = count();
              try {
                finished[0] = finish(flow, visit, mine, other);
              } finally {
                written += count() - before;
              }
            });
    return finished[0] instanceof Finished.Refused refused
        ? Verdict.refused(refused.code())
        : verdict;
  }

  @Override
  public void close() {
    caches.close();
    provider.close();
  }

  private static Finished finish(LoginFlow flow, Visit visit, Underway mine, Underway other)
      throws Exception {
    String parameters = visit.fill(visit.callback, mine, other);
    UpstreamAnswer answer =
        visit.byForm
            ? CallbackParameters.ofForm(parameters)
            : CallbackParameters.ofQuery(parameters);
    Optional<String> cookies =
        Optional.of(visit.fill(visit.cookies, mine, other)).filter(text -> !text.isEmpty());
    return flow.finish(visit.answering, answer, cookies, "correlation");
  }

  private static Underway begin(LoginFlow flow, boolean forced, Optional<String> cookies)
      throws Exception {
    SignInPurpose purpose =
        new SignInPurpose.Requested(
            new AuthnRequest("atlassian", 0, "_request", Optional.empty(), forced));
    Begun.Choosing choosing =
        (Begun.Choosing) flow.begin(purpose, Optional.empty(), cookies, "correlation");
    String choice = pair(choosing.setCookies());
    Begun.Departed departed =
        (Begun.Departed) flow.choose(choosing.choice(), "entra", Optional.of(choice));
    String cookie = pair(departed.setCookies());
    Map<String, String> asked = Form.parse(departed.upstream().getRawQuery()).asMap();
    int equals = cookie.indexOf('=');
    return new Underway(
        asked.get("state"),
        asked.get("nonce"),
        cookie.substring(0, equals),
        cookie.substring(equals + 1));
  }

  private static String pair(List<String> setCookies) {
    String last = setCookies.get(setCookies.size() - 1);
    return last.substring(0, last.indexOf(';'));
  }

  private long count() {
    return LedgerCount.of(ledger, realm.id());
  }

  private LoginFlow flow() {
    RelyingPartyServices services =
        new RelyingPartyServices(http, provider.clock, random, new SameThread(), JwksStore.NONE);
    List<UpstreamConnection> connections =
        realm.upstreams().values().stream()
            .<UpstreamConnection>map(
                upstream ->
                    new OidcRelyingParty(
                        (OidcUpstream) upstream,
                        TestUpstream.REDIRECT_URI,
                        services,
                        Optional.empty()))
            .toList();
    Broker broker =
        new Broker(ledger, realm.id(), realm::rules, ChangedHumanPolicies.defaults(), code -> true);
    return new LoginFlow(
        realm,
        connections,
        identityProvider,
        broker,
        caches.refusedBindings(),
        cookieKey,
        random,
        provider.clock);
  }

  private SamlIdentityProvider identityProvider() {
    SamlSite site =
        new SamlSite(
            realm.id(),
            realm.publicUrl(),
            realm.domains(),
            realm.downstreams().values().stream()
                .map(SamlServiceProvider.class::cast)
                .collect(Collectors.toList()));
    org.guestbridge.app.samlxml.SigningKeys keys =
        org.guestbridge.app.samlxml.SigningKeys.only(TestKeys.BROKER);
    return new SamlIdentityProvider(site, () -> keys, RsaSigner.ofJvm(), provider.clock);
  }

  private static Realm realm(String base) {
    String text =
        REALM
            .replace("AUTHORITY", base)
            .replace("TENANT", EntraSettings.DEFAULT_TENANT.toString())
            .replace("CLIENT", EntraSettings.DEFAULT_CLIENT_ID);
    LoadResult result =
        new RealmLoader(Map.of("SECRET", EntraSettings.DEFAULT_CLIENT_SECRET)::get)
            .load(text.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, Path.of("."));
    return result.fold(
        LoadResult.Loaded::realm,
        rejected -> {
          throw new IllegalStateException(rejected.problems().toString());
        });
  }
}
