package org.guestbridge.app.scim.out;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real PostgreSQL. */
class PostgresDelivererTest extends DelivererTest {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startDatabase() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    postgres.close();
  }

  @Override
  DirectoryFixture fixture() throws Exception {
    return new DirectoryFixture(postgres.getPostgresDatabase(), () -> {});
  }
}
