package org.guestbridge.app.admin;

/**
 * Which broker answers, and whether its database does.
 *
 * @param realm the realm's name
 * @param version the broker's version
 * @param keyRing the key ring's thumbprint
 * @param database {@code up} or {@code down}
 */
public record BrokerStatus(String realm, String version, String keyRing, String database) {}
