/**
 * The command line: one class for each command.
 *
 * <p>Owns: what an administrator types and reads, exit codes, and the choice between a running
 * broker and its database. Does not own: what a command does to a binding ({@code core.broker}),
 * nor how the broker serves ({@code app.boot}). May import: {@code core}, {@code realm}, {@code
 * realm.keycloak}, {@code app.keys}, {@code app.admin}, {@code app.reconcile}, {@code app.doctor},
 * {@code app.downstream.saml} to read metadata, {@code app.settings} and {@code app.store} for the
 * database of a broker that does not run, picocli.
 */
@NullMarked
package org.guestbridge.app.cli;

import org.jspecify.annotations.NullMarked;
