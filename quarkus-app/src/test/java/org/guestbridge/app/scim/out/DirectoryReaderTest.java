package org.guestbridge.app.scim.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpLimits;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.ScimDirectory;
import org.guestbridge.realm.Secret;
import org.guestbridge.simulators.http.LoopbackServer;
import org.guestbridge.simulators.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is believed of a directory that does not keep to the protocol. */
class DirectoryReaderTest {

  private final LoopbackServer server = LoopbackServer.bind(0, "directory");
  private volatile LongFunction<String> answer = start -> "";

  @BeforeEach
  void start() {
    server.serve(
        request -> {
          String start = request.rawQuery().replaceFirst(".*startIndex=([0-9]+).*", "$1");
          return Response.jsonText(200, answer.apply(Long.parseLong(start)))
              .withHeader("Content-Type", "application/scim+json");
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void accountsWhenNobodyIsShownThoughSomebodyIsThereThenRefusedAndAnEmptyDirectoryIsNot()
      throws Exception {
    answer = start -> page(3);
    assertThat(refusal()).isEqualTo(Code.DELIVERY_ANSWER_INVALID);
    answer = start -> page(0);
    assertThat(read()).isEmpty();
    answer = start -> start == 1 ? page(3, "a", "b") : page(3);
    assertThat(read()).containsExactly("a", "b");
  }

  @Test
  void accountsWhenTheDirectoryNeverEndsThenReadToTheLimitAndNoFurther() throws Exception {
    answer = start -> page(start + 2, "a", "b");
    assertThat(refusal()).isEqualTo(Code.DELIVERY_ANSWER_INVALID);
    answer = start -> start < 10 ? page(10, "a", "b") : page(10);
    assertThat(read()).hasSize(10);
  }

  @Test
  void accountWhenWhatItNamesCanBeNoGroupsIdThenLeftOut() throws Exception {
    RemoteAccount account =
        new RemoteAccount(
            Map.of(
                "id",
                "a",
                "groups",
                List.of(Map.of("value", "g-1"), Map.of("value", "g\0"), Map.of("value", "../x"))));
    assertThat(account.groups()).containsExactly("g-1");
    assertThat(RemoteGroup.of(Map.of("id", "a", "displayName", "x\0")).displayName()).isEmpty();
  }

  private static String page(long total, String... ids) {
    List<String> resources = new ArrayList<>();
    for (String id : ids) {
      resources.add("{\"id\":\"" + id + "\",\"userName\":\"" + id + "\"}");
    }
    return "{\"totalResults\":" + total + ",\"Resources\":" + resources + "}";
  }

  private List<String> read() throws RefusalException {
    List<String> ids = new ArrayList<>();
    reader().accounts((page, total) -> page.forEach(account -> ids.add(account.id())));
    return ids;
  }

  private Code refusal() {
    return catchThrowableOfType(RefusalException.class, this::read).code();
  }

  private DirectoryReader reader() {
    URI base = server.base().resolve("/scim");
    ScimDirectory directory = new ScimDirectory(base, Secret.of("key"), 1_000, Optional.empty());
    DirectoryPace pace = new DirectoryPace(1_000, Duration.ofMinutes(1), System::nanoTime);
    ScimCalls calls =
        new ScimCalls(directory, BoundedHttp.create(HttpLimits.DOCUMENTS), pace, () -> {});
    return new DirectoryReader(calls, Duration.ofMillis(1), 10);
  }
}
