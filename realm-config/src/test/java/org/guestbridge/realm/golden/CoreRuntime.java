package org.guestbridge.realm.golden;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.broker.AdminCommand;
import org.guestbridge.core.broker.AdminOutcome;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.core.broker.Explanation;
import org.guestbridge.core.broker.LoginAttempt;
import org.guestbridge.core.broker.LoginOutcome;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.ledger.OnceMark;
import org.guestbridge.core.ledger.RegistryKey;
import org.guestbridge.core.ledger.memory.InMemoryLedger;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.core.rules.RuleTrace;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.guestbridge.realm.oidc.OidcClaims;

/** The core by itself: the realm's loader and readers, the broker, a ledger in memory. */
final class CoreRuntime implements GoldenRuntime {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Realm realm;
  private final Broker broker;
  private int logins;

  CoreRuntime(GoldenFile file) {
    realm = load(file);
    broker =
        new Broker(
            new InMemoryLedger(
                RegistryKey.of(new byte[RegistryKey.LENGTH]), InstantSource.fixed(NOW)),
            realm.id(),
            realm::rules,
            realm.changedHumanPolicies(),
            code -> true);
  }

  private static Realm load(GoldenFile file) {
    String document = file.realm().document(Surroundings.none("golden-" + file.name()));
    return new RealmLoader(Map.of("ENTRA_CLIENT_SECRET", "secret")::get)
        .load(document.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, Path.of(""))
        .fold(
            LoadResult.Loaded::realm,
            rejected -> {
              throw new AssertionError(file + ": " + rejected.problems());
            });
  }

  @Override
  public Answer signIn(Map<String, Object> claims) {
    try {
      logins++;
      return broker
          .login(
              new LoginAttempt(
                  identity(claims),
                  new OnceMark(
                      OnceMark.Kind.LOGIN_TRANSACTION, "golden", Integer.toString(logins), NOW),
                  GoldenRealm.DOWNSTREAM,
                  "golden-" + logins))
          .fold(this::released, refused -> refused(refused.code().text(), refused.message()));
    } catch (RefusalException unreadable) {
      return new Answer.Refused(unreadable.code().text(), Optional.empty());
    }
  }

  private Answer released(LoginOutcome.Released released) {
    ReleasedIdentity identity = released.identity();
    SamlServiceProvider provider =
        (SamlServiceProvider) realm.downstreams().values().iterator().next();
    return Answer.Released.of(
        identity.address().value(),
        identity.internalId().toString(),
        identity.names().givenName(),
        identity.names().surname(),
        provider.release().groupsOf(identity.groups()));
  }

  private static Answer.Refused refused(String code, Optional<String> message) {
    return new Answer.Refused(code, message);
  }

  @Override
  public void order(Step.Action action, String internalId) {
    AdminCommand command = new AdminCommand(UUID.fromString(internalId), "golden", "order");
    AdminOutcome outcome =
        switch (action) {
          case HOLD -> broker.hold(command);
          case RELEASE -> broker.release(command);
          case CONVERT -> broker.convert(command);
          case RETIRE -> broker.retire(command);
          case ERASE -> broker.erase(command);
        };
    if (!(outcome instanceof AdminOutcome.Done)) {
      throw new AssertionError(outcome);
    }
  }

  @Override
  public boolean explains() {
    return true;
  }

  @Override
  public Optional<Foretold> foretell(Map<String, Object> claims) {
    try {
      return Optional.of(foretold(broker.explain(identity(claims))));
    } catch (RefusalException unreadable) {
      return Optional.empty();
    }
  }

  private static Foretold foretold(Explanation explanation) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        explanation.account().kind().name().toLowerCase(Locale.ROOT)
            + ": "
            + explanation.account().reason());
    explanation.decision().trace().forEach(trace -> reasons.add(rule(trace).line()));
    return new Foretold(
        reasons,
        explanation
            .decision()
            .fold(
                alias -> Optional.of(alias.rule()),
                own -> Optional.of(own.rule()),
                refuse -> refuse.rule()),
        explanation.outcome().fold(CoreRuntime::release, refusal -> Optional.empty()),
        explanation
            .outcome()
            .fold(
                release -> Optional.empty(),
                refusal -> Optional.of(refused(refusal.code().text(), refusal.message()))));
  }

  private static Optional<Foretold.Release> release(Explanation.Release release) {
    return Optional.of(
        new Foretold.Release(
            release.address().value(),
            release.names().givenName(),
            release.names().surname(),
            release.groups()));
  }

  private static Foretold.Rule rule(RuleTrace trace) {
    return new Foretold.Rule(
        trace.rule(),
        trace.matched(),
        trace.matchers().stream()
            .map(matcher -> new Foretold.Matcher(matcher.matcher(), matcher.absent()))
            .toList());
  }

  private VerifiedIdentity identity(Map<String, Object> claims) throws RefusalException {
    OidcUpstream upstream = (OidcUpstream) realm.upstream();
    OidcClaims read = OidcClaims.read(claims, upstream.provider());
    return VerifiedIdentity.attested(
        new Evidence.IdToken(upstream.name(), read.account(), NOW), read.subject(), read.profile());
  }
}
