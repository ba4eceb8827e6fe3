package org.guestbridge.app.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.guestbridge.app.upstream.oidc.JwksStore;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManagerStartupException;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;

/**
 * The embedded Infinispan of one broker process. Everything in it may be lost at any moment, and
 * nothing in it authorises: a login's permission comes from the ledger alone.
 */
public final class EmbeddedCaches implements AutoCloseable {

  private static final String CLUSTER = "guestbridge-";
  private static final String RATES = "rates";
  private static final String REFUSED_BINDINGS = "refused-bindings";
  private static final String JWKS = "jwks";

  private final DefaultCacheManager manager;

  private EmbeddedCaches(GlobalConfigurationBuilder global, CacheMode ofRefusals) {
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    manager = new DefaultCacheManager(global.build());
    define(RATES, CacheMode.LOCAL, 100_000, 120);
    define(REFUSED_BINDINGS, ofRefusals, 50_000, RefusedBindings.LIFESPAN.toSeconds());
    define(JWKS, CacheMode.LOCAL, 1_000, TimeUnit.DAYS.toSeconds(1));
  }

  /** Starts the caches of a process that is alone: no port, no thread of a cluster. */
  public static EmbeddedCaches alone() {
    return new EmbeddedCaches(
        new GlobalConfigurationBuilder().nonClusteredDefault(), CacheMode.LOCAL);
  }

  /**
   * Starts the caches of one node and lets it join the others. When none is found the node goes on
   * by itself, and joins when they meet.
   *
   * <p>Nodes of another key ring are not looked for. Both would only fail at the other's door, and
   * each, being alone, would take the other off the list in the database, where a third node then
   * finds nobody.
   *
   * <p>Only the refusals are common, by invalidation. Rates stay local: asking the others about
   * every request would make the cluster part of every request, so a limit holds for each node. Key
   * sets stay local: each node fetches its own, so no node trusts keys because another one says so.
   *
   * @throws RefusalException {@code cluster_address} when the node cannot listen
   */
  public static EmbeddedCaches joined(Membership membership) throws RefusalException {
    ClusterChannel channel = new ClusterChannel(membership);
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global
        .transport()
        .addProperty(JGroupsTransport.CHANNEL_CONFIGURATOR, channel)
        .clusterName(CLUSTER + membership.ring())
        .nodeName(membership.node().toString());
    EmbeddedCaches caches = started(global);
    if (!channel.isUsed()) {
      caches.close();
      throw new IllegalStateException("the caches joined by another way than the one configured");
    }
    return caches;
  }

  private static EmbeddedCaches started(GlobalConfigurationBuilder global) throws RefusalException {
    try {
      return new EmbeddedCaches(global, CacheMode.INVALIDATION_ASYNC);
    } catch (EmbeddedCacheManagerStartupException e) {
      throw new RefusalException(Code.CLUSTER_ADDRESS, "The cluster's channel did not open.", e);
    }
  }

  /** The ids of the nodes in this one's view of the cluster, itself included; empty when alone. */
  public Set<String> members() {
    List<Address> members = manager.getMembers();
    return members == null
        ? Set.of()
        : members.stream().map(Address::toString).collect(Collectors.toUnmodifiableSet());
  }

  /** Counters of what may happen so often. */
  public Rates rates(InstantSource clock) {
    Cache<Rates.Window, Integer> cache = manager.getCache(RATES);
    return new Rates(cache, clock);
  }

  /** The near-cache of bindings that are not to be released. */
  public RefusedBindings refusedBindings() {
    Cache<RefusedBindings.Person, Code> cache = manager.getCache(REFUSED_BINDINGS);
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

  private void define(String name, CacheMode mode, long maxCount, long lifespanSeconds) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.clustering().cacheMode(mode);
    builder.memory().maxCount(maxCount);
    builder.expiration().lifespan(lifespanSeconds, TimeUnit.SECONDS);
    manager.defineConfiguration(name, builder.build());
  }
}
