package org.guestbridge.app.boot;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.guestbridge.app.scim.in.EntraTokenCheck;
import org.guestbridge.app.upstream.oidc.EntraAccessTokens;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.EntraTokens;
import org.guestbridge.realm.ScimChannel;
import org.jboss.logging.Logger;

/** Checks tokens with one verifier for each tenant and audience that the realms accept. */
@Singleton
final class EntraTokenVerifiers implements EntraTokenCheck {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.scim");

  private static final Set<Code> OUTAGES =
      Set.of(Code.UPSTREAM_UNREACHABLE, Code.UPSTREAM_SLOW, Code.UPSTREAM_RESPONSE_INVALID);

  private final RealmCompiler compiler;
  private final RealmWatcher realms;
  private final Map<EntraTokens, EntraAccessTokens> verifiers = new ConcurrentHashMap<>();

  EntraTokenVerifiers(RealmCompiler compiler, RealmWatcher realms) {
    this.compiler = compiler;
    this.realms = realms;
  }

  @Override
  public Result check(RealmId realm, ScimChannel channel, String token) {
    try {
      verifier(channel.entraTokens().orElseThrow()).require(token);
      return Result.ACCEPTED;
    } catch (RefusalException refusal) {
      LOG.infof(
          "Entra's token refused: realm=%s channel=%s code=%s %s",
          realm, channel.name(), refusal.code().text(), refusal.detail());
      return OUTAGES.contains(refusal.code()) ? Result.UNDECIDED : Result.REFUSED;
    }
  }

  private EntraAccessTokens verifier(EntraTokens accepted) {
    if (!verifiers.containsKey(accepted)) {
      verifiers.keySet().retainAll(served());
    }
    return verifiers.computeIfAbsent(
        accepted, tokens -> new EntraAccessTokens(tokens, compiler.relyingPartyServices()));
  }

  private Set<EntraTokens> served() {
    return realms.served().stream()
        .flatMap(realm -> realm.realm().channels().values().stream())
        .filter(ScimChannel.class::isInstance)
        .map(ScimChannel.class::cast)
        .flatMap(channel -> channel.entraTokens().stream())
        .collect(Collectors.toSet());
  }
}
