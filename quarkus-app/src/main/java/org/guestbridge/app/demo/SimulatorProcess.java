package org.guestbridge.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The simulators as a child process; it ends when this process does. */
final class SimulatorProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final JsonNode ready;

  private SimulatorProcess(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts the simulators and waits until they answer.
   *
   * @param jar their executable jar
   * @param arguments their command line
   * @throws IOException when they do not start
   */
  static SimulatorProcess start(Path jar, List<String> arguments) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("the simulators are not built: " + jar);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "--exit-on-stdin-close"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the simulators ended at once");
    }
    return new SimulatorProcess(process, JSON.readTree(line));
  }

  URI authority() {
    return URI.create(ready.at("/entra/authority").asText());
  }

  String tenant() {
    return ready.at("/entra/tenant").asText();
  }

  String clientId() {
    return ready.at("/entra/clientId").asText();
  }

  URI atlassian() {
    return URI.create(ready.at("/atlassian/base").asText());
  }

  URI product() {
    return URI.create(ready.at("/atlassian/product").asText());
  }

  String entityId() {
    return ready.at("/atlassian/entityId").asText();
  }

  String assertionConsumerService() {
    return ready.at("/atlassian/assertionConsumerService").asText();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
