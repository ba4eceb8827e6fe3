package org.guestbridge.app.doctor;

import java.util.Optional;
import javax.sql.DataSource;
import org.guestbridge.app.admin.AdminOperations;

/**
 * The ways to the registry. A running broker locks an H2 file, so then only the broker can be
 * asked; PostgreSQL can be asked by both.
 *
 * @param broker the running broker
 * @param database the database itself; empty when only the broker can reach it
 */
public record RegistryAccess(Optional<AdminOperations> broker, Optional<DataSource> database) {}
