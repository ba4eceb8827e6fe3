package org.guestbridge.app.store;

import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;

/**
 * How this process takes part in a cluster.
 *
 * @param node its id, new at each start
 * @param ring tells the nodes of one key ring from those of another, which can't join anyway
 * @param bind the address to listen at; empty means the first private address of the machine
 * @param port the port to listen at
 * @param advertised the address to tell the others where it is another one
 * @param advertisedPort the port to tell the others where it is another one
 * @param tls shows and accepts the identity of the key ring
 * @param database where the nodes find one another
 */
public record Membership(
    UUID node,
    String ring,
    Optional<InetAddress> bind,
    int port,
    Optional<InetAddress> advertised,
    Optional<Integer> advertisedPort,
    SSLContext tls,
    DataSource database) {}
