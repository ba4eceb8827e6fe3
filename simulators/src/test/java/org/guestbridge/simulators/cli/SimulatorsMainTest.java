package org.guestbridge.simulators.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line: help, refusals, and a run that ends with standard input. */
class SimulatorsMainTest {
  @Test
  void runWhenStandardInputClosesThenAnsweredUntilThenAndEnds() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorsMain.class.getName(),
                "--exit-on-stdin-close",
                "--client-id",
                "a-client",
                "--entra-saml",
                "--scim-key",
                "a-key",
                "--people",
                "6",
                "--groups",
                "2",
                "--provision-to",
                "http://127.0.0.1:9/scim",
                "--saml-idp-port",
                "0",
                "--sp-port",
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      JsonNode ready = new ObjectMapper().readTree(out.readLine());
      assertThat(ready.path("ready").asBoolean()).isTrue();
      assertThat(ready.path("entra").path("clientId").asText()).isEqualTo("a-client");
      assertThat(ready.path("atlassian").path("entityId").asText()).contains("/saml/");
      assertThat(ready.path("entraSaml").path("metadata").asText()).contains("?appid=");
      assertThat(ready.path("samlIdp").path("endpoint").asText()).endsWith("/saml/sso");
      assertThat(ready.path("serviceProvider").path("login").asText()).endsWith("/login");
      assertThat(ready.path("scim").path("base").asText()).contains("/scim/directory/");
      assertThat(ready.path("scim").path("key").asText()).isEqualTo("a-key");
      assertThat(ready.path("provisioning").path("state").asText()).endsWith("/state.json");
      String state = ready.path("atlassian").path("state").asText();
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(state)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void helpWhenAskedThenTeaches() {
    assertThat(usage(0, "--help"))
        .contains(
            "--idp-certificate",
            "Examples:",
            "/simulator/fault",
            "/admin/state.json",
            "--scim-key",
            "--provision-to",
            "--flavour",
            "MULTI_TENANT");
  }

  @Test
  void startWhenOnlyPartOfTheIdentityProviderIsGivenThenSaysWhatIsMissing() {
    assertThat(usage(2, "--idp-entity-id", "urn:broker")).contains("belong together");
  }

  @Test
  void startWhenCertificateCannotBeReadThenNamesTheFile() {
    assertThat(usage(2, "--client-certificate", "missing.pem")).contains("missing.pem");
  }

  private static String usage(int expectedExit, String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine command =
        new CommandLine(new SimulatorsMain())
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(text));
    assertThat(command.execute(arguments)).isEqualTo(expectedExit);
    return text.toString();
  }
}
