package org.guestbridge.realm.load;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.guestbridge.realm.Realm;

/** Realms and environments for tests. */
public final class Realms {

  public static final Path FIXTURES = Path.of("src/test/resources/realms");
  public static final Path EXAMPLE = Path.of("examples/entra-atlassian.yaml");

  public static final Function<String, String> ENVIRONMENT =
      Map.of(
              "ENTRA_CLIENT_SECRET", "canary-secret",
              "EMPTY", " ",
              "PUBLIC_URL", "https://sso.example.com",
              "TENANT", "3f1c9b1e-52a7-4c0b-8d5e-0d4f5a6b7c81",
              "CLIENT_ID", "6b5d2c1f-9a47-4f0e-9c3b-1e2d3c4b5a69")
          ::get;

  private Realms() {}

  public static LoadResult load(Path file) {
    return new RealmLoader(ENVIRONMENT).load(file);
  }

  public static Realm loaded(Path file) {
    return load(file)
        .fold(
            LoadResult.Loaded::realm,
            rejected -> {
              throw new AssertionError(rejected.problems().toString());
            });
  }
}
