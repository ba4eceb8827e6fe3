package org.guestbridge.app.store;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.guestbridge.app.upstream.oidc.JwksStore;
import org.guestbridge.core.identity.UpstreamSubject;
import org.guestbridge.core.problem.Code;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;

/**
 * The embedded Infinispan of one broker process. Everything in it may be lost at any moment, and
 * nothing in it authorises: a login's permission comes from the ledger alone.
 */
public final class EmbeddedCaches implements AutoCloseable {

  private static final String RATES = "rates";
  private static final String REFUSED_BINDINGS = "refused-bindings";
  private static final String JWKS = "jwks";

  private final DefaultCacheManager manager;

  /** Starts the caches of this process. */
  public EmbeddedCaches() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    manager = new DefaultCacheManager(global.build());
    define(RATES, 100_000, 120);
    define(REFUSED_BINDINGS, 50_000, RefusedBindings.LIFESPAN.toSeconds());
    define(JWKS, 1_000, TimeUnit.DAYS.toSeconds(1));
  }

  /** Counters of what may happen so often. */
  public Rates rates(InstantSource clock) {
    Cache<Rates.Window, Integer> cache = manager.getCache(RATES);
    return new Rates(cache, clock);
  }

  /** The near-cache of bindings that are not to be released. */
  public RefusedBindings refusedBindings() {
    Cache<UpstreamSubject, Code> cache = manager.getCache(REFUSED_BINDINGS);
    return new RefusedBindings(cache);
  }

  /** The last good key set of each issuer. */
  public JwksStore keySets() {
    Cache<String, JwksStore.StoredKeys> cache = manager.getCache(JWKS);
    return new CachedKeySets(cache);
  }

  @Override
  public void close() {
    manager.stop();
  }

  private void define(String name, long maxCount, long lifespanSeconds) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.memory().maxCount(maxCount);
    builder.expiration().lifespan(lifespanSeconds, TimeUnit.SECONDS);
    manager.defineConfiguration(name, builder.build());
  }
}
