package org.guestbridge.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.guestbridge.core.ledger.LedgerUnfitException;
import org.guestbridge.core.problem.Code;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DialectTest {

  @ParameterizedTest
  @CsvSource({"H2,H2", "PostgreSQL,POSTGRESQL"})
  void ofWhenSupportedThenItsDialect(String product, Dialect expected) throws SQLException {
    assertThat(Dialect.of(connectionTo(product))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MySQL", "h2", "", "PostgreSQL "})
  void ofWhenAnotherThenRefusedWithCode(String product) {
    assertThatThrownBy(() -> Dialect.of(connectionTo(product)))
        .isInstanceOfSatisfying(
            LedgerUnfitException.class,
            unfit -> assertThat(unfit.code()).isEqualTo(Code.LEDGER_UNSUPPORTED));
  }

  private static Connection connectionTo(String product) {
    DatabaseMetaData metaData = answering(DatabaseMetaData.class, product);
    return answering(Connection.class, metaData);
  }

  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
  }
}
