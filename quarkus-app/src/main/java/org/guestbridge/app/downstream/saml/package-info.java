/**
 * The broker as SAML identity provider of its downstreams.
 *
 * <p>Owns: whose AuthnRequest or LogoutRequest is accepted and in which order it is checked, where
 * an answer goes, which SAML status a code is, who a person is called, what metadata register, and
 * the last look over an assertion. Does not own: XML ({@code app.samlxml}), who a person is ({@code
 * core.release}), HTTP, pages and cookies. May import: {@code app.samlxml}, {@code core.problem},
 * {@code core.release}, {@code core.rules}, {@code core.alias}, {@code core.text}, {@code realm},
 * {@code realm.load} for the port that it fills.
 */
@NullMarked
package org.guestbridge.app.downstream.saml;

import org.jspecify.annotations.NullMarked;
