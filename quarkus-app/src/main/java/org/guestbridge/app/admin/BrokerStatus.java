package org.guestbridge.app.admin;

import java.util.List;

/**
 * Which broker answers, and whether its database does.
 *
 * @param realms the names of its realms
 * @param version the broker's version
 * @param keyRing the key ring's thumbprint
 * @param database {@code up} or {@code down}
 * @param nodes the nodes that live on the database, the eldest first; empty where there is no
 *     cluster
 */
public record BrokerStatus(
    List<String> realms, String version, String keyRing, String database, List<NodeView> nodes) {

  /** A broker without a cluster. */
  public BrokerStatus(List<String> realms, String version, String keyRing, String database) {
    this(realms, version, keyRing, database, List.of());
  }
}
