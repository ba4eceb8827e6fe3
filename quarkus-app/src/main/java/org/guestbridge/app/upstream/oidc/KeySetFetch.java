package org.guestbridge.app.upstream.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.upstream.oidc.JwksStore.StoredKeys;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcProvider;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the key set each time it is asked, and remembers the last good one in the store. Until
 * the first fetch of this process succeeds, a stored set of less than {@link
 * SigningKeys#TIME_TO_LIVE} stands in.
 */
final class KeySetFetch implements JWKSetSource<SecurityContext> {

  private final OidcProvider provider;
  private final RelyingPartyServices services;
  private final Discovery discovery;
  private volatile boolean fetched;

  KeySetFetch(OidcProvider provider, RelyingPartyServices services, Discovery discovery) {
    this.provider = provider;
    this.services = services;
    this.discovery = discovery;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return fetch();
    } catch (RefusalException outage) {
      return stored().orElseThrow(() -> unavailable(outage));
    }
  }

  @Override
  public void close() {}

  private JWKSet fetch() throws RefusalException {
    HttpAnswer answer = services.http().getJson(discovery.metadata().keys()).requireJson();
    if (answer.status() != 200) {
      throw new RefusalException(
          Code.UPSTREAM_RESPONSE_INVALID, "the key set has status " + answer.status());
    }
    byte[] document = answer.body();
    JWKSet keys = KeySetDocument.read(document, provider);
    fetched = true;
    String text = new String(document, StandardCharsets.UTF_8);
    services.keyStore().put(name(), new StoredKeys(text, services.clock().instant()));
    return keys;
  }

  private Optional<JWKSet> stored() {
    if (fetched) {
      return Optional.empty();
    }
    Instant oldest = services.clock().instant().minus(SigningKeys.TIME_TO_LIVE);
    return services
        .keyStore()
        .get(name())
        .filter(stored -> stored.fetchedAt().isAfter(oldest))
        .flatMap(this::read);
  }

  private Optional<JWKSet> read(StoredKeys stored) {
    try {
      byte[] document = stored.document().getBytes(StandardCharsets.UTF_8);
      return Optional.of(KeySetDocument.read(document, provider));
    } catch (RefusalException unusable) {
      return Optional.empty();
    }
  }

  private String name() {
    return provider.discovery().toString();
  }

  private static JWKSetUnavailableException unavailable(RefusalException outage) {
    return new JWKSetUnavailableException("the keys are not available", outage);
  }
}
