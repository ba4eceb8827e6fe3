package org.guestbridge.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks HTTP by hand, so that no client mends a path on the way. */
class AdminRoutesTest {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final List<String> ROUTES =
      List.of(
          "GET /admin/v1/status",
          "GET /admin/v1/aliases",
          "GET /admin/v1/aliases/" + FakeOperations.ID,
          "POST /admin/v1/aliases/" + FakeOperations.ID + "/release",
          "POST /admin/v1/aliases/" + FakeOperations.ID + "/convert",
          "POST /admin/v1/aliases/" + FakeOperations.ID + "/retire",
          "POST /admin/v1/aliases/" + FakeOperations.ID + "/erase",
          "GET /admin/v1/audit",
          "GET /admin/v1/mail-routes",
          "POST /admin/v1/mail-routes/" + FakeOperations.ID + "/bounced",
          "POST /admin/v1/explain");

  @TempDir Path data;

  private final FakeOperations operations = new FakeOperations();
  private AdminServer server;
  private String bearer;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer(operations, data);
    bearer = AdminToken.read(data).authorization();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyRouteWhenTokenIsRightThenAnswers() throws Exception {
    for (String route : ROUTES) {
      String answer = send(route, authorization(bearer));
      assertThat(answer).as(route).startsWith("HTTP/1.1 200 ").contains("canary");
      assertThat(answer).containsIgnoringCase("cache-control: no-store");
    }
    assertThat(operations.orders)
        .containsExactly(
            "admin release", "admin convert", "admin retire", "admin erase", "admin bounced");
  }

  @Test
  void everyRouteInEverySpellingWhenTokenIsNotRightThenUnauthorized() throws Exception {
    String wrong = bearer.substring(0, bearer.length() - 1) + "!";
    List<String> headers =
        List.of(
            "",
            authorization(wrong),
            authorization("Bearer "),
            authorization(bearer.replace("Bearer", "Basic")),
            authorization(bearer.substring("Bearer ".length())),
            authorization(bearer) + authorization(bearer),
            authorization(bearer) + authorization(wrong));
    for (String route : ROUTES) {
      for (String spelling : spellings(route)) {
        for (String header : headers) {
          assertThat(send(spelling, header))
              .as(spelling)
              .containsPattern("^HTTP/1.1 (401|404) ")
              .doesNotContain("canary");
        }
      }
      assertThat(send(route, "")).startsWith("HTTP/1.1 401 ").contains("admin_unauthorized");
      String inQuery = route + "?access_token=" + bearer.substring("Bearer ".length());
      assertThat(send(inQuery, "")).startsWith("HTTP/1.1 401 ");
    }
    assertThat(operations.orders).isEmpty();
  }

  @Test
  void everyOtherSpellingWhenTokenIsRightThenNotFound() throws Exception {
    for (String route : ROUTES) {
      for (String spelling : spellings(route)) {
        assertThat(send(spelling, authorization(bearer)))
            .as(spelling)
            .startsWith("HTTP/1.1 404 ")
            .doesNotContain("canary");
      }
    }
    assertThat(operations.orders).isEmpty();
  }

  @Test
  void requestsWhenNotValidThenRefusedWithCode() throws Exception {
    String header = authorization(bearer);
    assertRefused("GET /admin/v1/unknown", header, 404, "not_found");
    assertRefused("DELETE /admin/v1/status", header, 404, "not_found");
    assertRefused("GET /admin/v1/aliases?limit=1001", header, 400, "request_invalid");
    assertRefused("GET /admin/v1/aliases?limit=1&limit=2", header, 400, "request_invalid");
    assertRefused("GET /admin/v1/aliases?token=x", header, 400, "request_invalid");
    assertRefused("GET /admin/v1/aliases?address=nobody", header, 400, "request_invalid");
    assertRefused("GET /admin/v1/aliases?realm=A_B", header, 400, "request_invalid");
    assertRefused("GET /admin/v1/aliases?realm=other", header, 404, "realm_unknown");
    assertRefused("GET /admin/v1/status?realm=example", header, 400, "request_invalid");
    assertThat(send("GET /admin/v1/aliases?realm=example", header)).startsWith("HTTP/1.1 200 ");
    String held = "POST /admin/v1/aliases/" + FakeOperations.ID + "/hold";
    assertRefused(held, header, 409, "binding_transition");
    String other = "GET /admin/v1/aliases/00000000-0000-4000-8000-000000000000";
    assertRefused(other, header, 404, "binding_unknown");
    String twice = header + "Guestbridge-Actor: a\r\nGuestbridge-Actor: b\r\n";
    String release = "POST /admin/v1/aliases/" + FakeOperations.ID + "/release";
    assertRefused(release, twice, 400, "request_invalid");
    assertThat(exchange("POST /admin/v1/explain", header, "[".repeat(100)))
        .startsWith("HTTP/1.1 400 ");
    assertThat(exchange("POST /admin/v1/explain", header, " ".repeat(70_000)))
        .startsWith("HTTP/1.1 413 ");
  }

  private void assertRefused(String request, String header, int status, String code)
      throws Exception {
    assertThat(send(request, header)).startsWith("HTTP/1.1 " + status + " ").contains(code);
  }

  private static List<String> spellings(String route) {
    return List.of(
        route + ";x",
        route + "%3Bx",
        route + "/",
        route.replace("/v1/", "//v1/"),
        route.replace("/v1/", "/./v1/"),
        route.replace("/v1/", "/%2e/v1/"),
        route.replace("/v1/", "/x/../v1/"),
        route.replace("/v1/", "/%76%31/"),
        route.replace("/v1/", "/V1/"),
        route.replace("/v1/", "/v1;a=b/"));
  }

  private String send(String request, String headers) throws Exception {
    return exchange(request, headers, request.startsWith("POST") ? "{}" : "");
  }

  private String exchange(String request, String headers, String body) throws Exception {
    String message =
        request
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getByAddress(LOOPBACK), server.port())) {
      socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String authorization(String value) {
    return "Authorization: " + value + "\r\n";
  }
}
