package org.guestbridge.app.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of one broker process, from system properties ({@code guestbridge.…}) or the environment
 * ({@code GUESTBRIDGE_…}).
 */
@ConfigMapping(prefix = "guestbridge")
public interface BrokerSettings {

  /** The realm files, YAML or JSON, or directories of such, separated by commas. */
  List<Path> realmFile();

  /** Where key ring, embedded registry and admin token live; created with mode 0700. */
  @WithDefault("guestbridge-data")
  Path data();

  /** The registry's database. */
  Database db();

  /** The address that browsers or the proxy reach. */
  @WithDefault("localhost")
  String host();

  /** The port that browsers or the proxy reach. */
  @WithDefault("8080")
  int port();

  /** The loopback port of admin, health and metrics. */
  @WithDefault("9000")
  int managementPort();

  /** How often the realm files are looked at for a change. */
  @WithDefault("2s")
  Duration reloadInterval();

  /** How long audit records are kept; absent keeps them for ever. */
  Optional<Duration> auditRetention();

  /** How often expired marks and audit records are deleted. */
  @WithDefault("10m")
  Duration sweepInterval();

  /** How often people who are due for planning are looked for, besides right after a write. */
  @WithDefault("5s")
  Duration planInterval();

  /** How often each directory is compared with what it is to have; zero for never. */
  @WithDefault("24h")
  Duration reconcileInterval();

  /** How often channels are looked for that are due to ask Microsoft Graph. */
  @WithDefault("2s")
  Duration pullInterval();

  /** Refusals of one code a minute that are written to the audit log; the rest is only counted. */
  @WithDefault("120")
  int auditedRefusalsPerMinute();

  /** How several brokers on one database find one another. */
  Cluster cluster();

  /** The nodes of one database. */
  interface Cluster {

    /** Whether this broker is one of several nodes. Needs PostgreSQL. */
    @WithDefault("false")
    boolean enabled();

    /** The address at which the other nodes reach this one; absent means the first private one. */
    Optional<String> host();

    /** The port at which the other nodes reach this one; mutual TLS. */
    @WithDefault("7800")
    int port();

    /** The address to tell the others where they reach this node by another one, or absent. */
    Optional<String> advertisedHost();

    /** The port to tell the others where they reach this node by another one, or absent. */
    Optional<Integer> advertisedPort();
  }

  /** Where the registry is kept. */
  interface Database {

    /** JDBC URL of PostgreSQL; absent means an embedded H2 file in the data directory. */
    Optional<String> url();

    /** User of the database. */
    Optional<String> user();

    /** Password of the database; never logged. */
    Optional<String> password();

    /** Connections at most. */
    @WithDefault("16")
    int connections();

    /** Whether the schema is brought up to date at start. */
    @WithDefault("true")
    boolean migrate();
  }
}
