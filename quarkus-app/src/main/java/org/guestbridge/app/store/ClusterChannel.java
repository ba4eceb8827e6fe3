package org.guestbridge.app.store;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.sql.DataSource;
import org.infinispan.remoting.transport.jgroups.JGroupsChannelConfigurator;
import org.jgroups.JChannel;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.JDBC_PING2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;
import org.jgroups.util.DefaultSocketFactory;
import org.jgroups.util.SocketFactory;
import org.jgroups.util.StackType;
import org.jgroups.util.Util;

/**
 * The JGroups stack between nodes: TCP with mutual TLS 1.3, discovery in the registry's database,
 * and heartbeats over the same connection, so that a node opens one port and nothing goes over it
 * in the clear. (The usual FD_SOCK2 opens a second port without TLS and is left out; a dead node is
 * noticed after eight seconds instead of at once, which costs freshness only.)
 *
 * <p>Coordinators that do not see one another take one another off the list in the database. Each
 * puts itself back when it next looks, or nodes that were apart would never meet again.
 */
final class ClusterChannel implements JGroupsChannelConfigurator {

  private static final String PROTOCOL = "TLSv1.3";
  private static final long FAILURE_TIMEOUT_MILLIS = 8_000;
  private static final long FAILURE_INTERVAL_MILLIS = 2_000;
  private static final long VERIFY_TIMEOUT_MILLIS = 1_000;
  private static final long MERGE_MIN_MILLIS = 2_000;
  private static final long MERGE_MAX_MILLIS = 5_000;
  private static final long JOIN_TIMEOUT_MILLIS = 2_000;
  private static final int JOIN_ATTEMPTS = 3;
  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
  private static final int GREETING_TIMEOUT_MILLIS = 5_000;
  private static final int SILENCE_TIMEOUT_MILLIS = 8_000;
  private static final long RETRANSMIT_MILLIS = 500;
  private static final int FRAGMENT_BYTES = 60_000;

  private final Membership membership;
  private volatile boolean used;

  ClusterChannel(Membership membership) {
    this.membership = membership;
  }

  /**
   * Whether the channel was asked for. Infinispan falls back to multicast, without TLS, where it
   * overlooks what it was given; that must not go unnoticed.
   */
  boolean isUsed() {
    return used;
  }

  @Override
  public JChannel createChannel(String name) throws Exception {
    used = true;
    NAKACK2 reliable = new NAKACK2();
    reliable.useMcastXmit(false);
    reliable.setXmitInterval(RETRANSMIT_MILLIS);
    return new JChannel(
        transport(),
        discovery(membership.database()),
        new MERGE3().setMinInterval(MERGE_MIN_MILLIS).setMaxInterval(MERGE_MAX_MILLIS),
        new FD_ALL3().setTimeout(FAILURE_TIMEOUT_MILLIS).setInterval(FAILURE_INTERVAL_MILLIS),
        new VERIFY_SUSPECT2().setTimeout(VERIFY_TIMEOUT_MILLIS),
        reliable,
        new UNICAST3().setXmitInterval(RETRANSMIT_MILLIS),
        new STABLE(),
        new GMS()
            .printLocalAddress(false)
            .setJoinTimeout(JOIN_TIMEOUT_MILLIS)
            .setMaxJoinAttempts(JOIN_ATTEMPTS),
        new UFC(),
        new MFC(),
        fragments());
  }

  @Override
  public String getName() {
    return "guestbridge";
  }

  @Override
  public List<ProtocolConfiguration> getProtocolStack() {
    return List.of();
  }

  @Override
  public String getProtocolStackString() {
    return "";
  }

  @Override
  public void setSocketFactory(SocketFactory other) {
    throw new IllegalStateException("the sockets between nodes are those of the key ring");
  }

  @Override
  public void setDataSource(DataSource other) {
    throw new IllegalStateException("nodes meet in the registry's database");
  }

  private TCP transport() throws SocketException {
    TCP transport = new TCP();
    InetAddress address = bind(membership.bind());
    transport.setBindAddress(address);
    transport.setClientBindAddr(address);
    transport.setBindPort(membership.port());
    transport.setPortRange(0);
    membership.advertised().ifPresent(transport::setExternalAddr);
    membership.advertisedPort().ifPresent(transport::setExternalPort);
    transport.setSockConnTimeout(CONNECT_TIMEOUT_MILLIS);
    transport.setPeerAddrReadTimeout(GREETING_TIMEOUT_MILLIS);
    transport.disableDiagnostics();
    DefaultSocketFactory sockets = new DefaultSocketFactory(membership.tls());
    sockets.setSocketConfigurator(ClusterChannel::boundedAndNewest);
    sockets.setServerSocketConfigurator(ClusterChannel::askForCertificate);
    transport.setSocketFactory(sockets);
    return transport;
  }

  private static InetAddress bind(Optional<InetAddress> configured) throws SocketException {
    if (configured.isPresent()) {
      return configured.get();
    }
    InetAddress found = Util.getAddress(Util.AddressScope.SITE_LOCAL, StackType.IPv4);
    return found == null ? InetAddress.getLoopbackAddress() : found;
  }

  /**
   * A connection that this node opens. JGroups sets no limit to its handshake, during which the
   * node accepts nothing from the same peer: three nodes that meet in a ring would wait for one
   * another for ever. After the handshake heartbeats come more often than the limit.
   */
  private static void boundedAndNewest(Socket socket) {
    ((SSLSocket) socket).setEnabledProtocols(new String[] {PROTOCOL});
    try {
      socket.setSoTimeout(SILENCE_TIMEOUT_MILLIS);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void askForCertificate(ServerSocket socket) {
    SSLServerSocket server = (SSLServerSocket) socket;
    server.setEnabledProtocols(new String[] {PROTOCOL});
    server.setNeedClientAuth(true);
  }

  private static Protocol discovery(DataSource database) {
    JDBC_PING2 discovery =
        new JDBC_PING2()
            .setDataSource(database)
            .setInitializeSql(null)
            .setInsertSingleSql(
                "INSERT INTO gb_discovery (address, name, cluster_name, ip, coordinator)"
                    + " VALUES (?, ?, ?, ?, ?)")
            .setDeleteSingleSql("DELETE FROM gb_discovery WHERE address = ?")
            .setClearSql("DELETE FROM gb_discovery WHERE cluster_name = ?")
            .setSelectAllPingdataSql(
                "SELECT address, name, ip, coordinator FROM gb_discovery WHERE cluster_name = ?");
    discovery.removeAllDataOnViewChange(true);
    discovery.writeDataOnFind(true);
    discovery.registerShutdownHook(false);
    return discovery;
  }

  private static Protocol fragments() {
    FRAG4 fragments = new FRAG4();
    fragments.setFragSize(FRAGMENT_BYTES);
    return fragments;
  }
}
