/**
 * The one SQL implementation of the ledger, for H2 and PostgreSQL.
 *
 * <p>Owns: statements, rows, dialects and retries; uniqueness is left to the database's
 * constraints. Does not own: the schema's migration (Liquibase, {@code
 * org/guestbridge/ledger/changelog.xml}) nor the connection pool. May import: {@code core.text},
 * {@code core.problem}, {@code core.identity}, {@code core.rules}, {@code core.alias}, {@code
 * core.audit}, {@code core.provisioning}, {@code core.release}, {@code core.mail}, {@code
 * core.ledger}, {@code java.sql}, {@code javax.sql}.
 */
@NullMarked
package org.guestbridge.core.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
