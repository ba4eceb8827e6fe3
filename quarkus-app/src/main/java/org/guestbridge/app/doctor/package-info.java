/**
 * Compares a realm with the world: one check an area, each bounded in time and independent of the
 * others, and a catalogue of what they can find.
 *
 * <p>Owns: the findings with their ids, severities and remedies, the checks, how they are run, and
 * their report as text and JSON. Does not own: the options of the command ({@code app.cli}), what a
 * peer's answer means (the protocol packages), which certificates count ({@code app.expiry}). It
 * changes nothing: the database's constraints are tried and rolled back. No finding holds a
 * personal value, a secret or a token. May import: {@code core}, {@code core.ledger.jdbc}, {@code
 * realm}, {@code realm.load}, {@code realm.oidc}, {@code realm.identity}, {@code app.admin}, {@code
 * app.downstream.saml}, {@code app.expiry}, {@code app.graph}, {@code app.http.client}, {@code
 * app.json}, {@code app.keys}, {@code app.mail}, {@code app.samlxml}, {@code app.upstream.oidc},
 * {@code app.upstream.saml}, JNDI's DNS provider, {@code java.sql}.
 */
@NullMarked
package org.guestbridge.app.doctor;

import org.jspecify.annotations.NullMarked;
