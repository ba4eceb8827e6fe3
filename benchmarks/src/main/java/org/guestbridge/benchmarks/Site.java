package org.guestbridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The temporary directory of one measurement: data, key ring, secrets and logs of its children. */
final class Site implements AutoCloseable {

  private final Path directory;

  private Site(Path directory) {
    this.directory = directory;
  }

  /** A new directory that only this user may read, with a client secret in it. */
  static Site create() throws IOException {
    Site site =
        new Site(
            Files.createTempDirectory(
                "guestbridge-bench",
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------"))));
    site.write("client-secret", UUID.randomUUID().toString());
    return site;
  }

  /** A port that was free a moment ago, on the loopback interface. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  Path directory() {
    return directory;
  }

  /** Writes a file that only this user may read. */
  void write(String name, String text) throws IOException {
    Path file =
        Files.createFile(
            file(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** Writes the realm that brokers between {@code parties}. */
  void writeRealm(String publicUrl, JsonNode parties) throws IOException {
    Map<String, String> values = new HashMap<>();
    parties.properties().forEach(value -> values.put(value.getKey(), value.getValue().asText()));
    values.put("publicUrl", publicUrl);
    writeRealm("realm.yaml", values);
  }

  /**
   * Writes the realm of a template.
   *
   * @param values what stands for {@code @NAME@} in it, by name
   */
  void writeRealm(String template, Map<String, String> values) throws IOException {
    String text;
    try (var in = Site.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new IOException("the realm template is missing");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    write("realm.yaml", text);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
