package org.guestbridge.app.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server over UDP on loopback that knows a few names (RFC 1035 section 4). */
public final class DnsResponder implements AutoCloseable {

  private static final int MX = 15;
  private static final int TXT = 16;
  private static final int NXDOMAIN = 3;

  private final DatagramSocket socket;
  private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
  private volatile boolean silent;

  public DnsResponder() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread thread = new Thread(this::serve, "dns-responder");
    thread.setDaemon(true);
    thread.start();
  }

  public String server() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** The name exists, for now without records. */
  public DnsResponder name(String name) {
    records.putIfAbsent(name + "/" + MX, List.of());
    records.putIfAbsent(name + "/" + TXT, List.of());
    return this;
  }

  /** The name has a mail exchanger; the empty host is the root. */
  public DnsResponder mx(String name, String host) throws IOException {
    name(name);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(new byte[] {0, 10});
    for (String label : host.isEmpty() ? new String[0] : host.split("\\.")) {
      data.write(label.length());
      data.write(label.getBytes(StandardCharsets.US_ASCII));
    }
    data.write(0);
    records.put(name + "/" + MX, List.of(data.toByteArray()));
    return this;
  }

  public DnsResponder txt(String name, String text) throws IOException {
    name(name);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(text.length());
    data.write(text.getBytes(StandardCharsets.US_ASCII));
    records.put(name + "/" + TXT, List.of(data.toByteArray()));
    return this;
  }

  void silent() {
    silent = true;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        if (!silent) {
          byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private byte[] answer(byte[] query) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (query[at] != 0) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
      at += query[at] + 1;
    }
    int type = query[at + 2];
    byte[] question = Arrays.copyOfRange(query, 12, at + 5);
    List<byte[]> found = records.get(name + "/" + type);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(query, 0, 2);
    out.writeShort(0x8580 | (found == null ? NXDOMAIN : 0));
    out.writeShort(1);
    out.writeShort(found == null ? 0 : found.size());
    out.writeInt(0);
    out.write(question);
    for (byte[] data : found == null ? List.<byte[]>of() : found) {
      out.writeShort(0xC00C);
      out.writeShort(type);
      out.writeShort(1);
      out.writeInt(60);
      out.writeShort(data.length);
      out.write(data);
    }
    return bytes.toByteArray();
  }
}
