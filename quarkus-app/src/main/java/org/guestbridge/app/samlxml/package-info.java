/**
 * Hardened reading, signing and writing of SAML messages.
 *
 * <p>Owns: every use of OpenSAML, Santuario and the JDK's XML interfaces; byte limits, grammar, XML
 * signatures; the form of what is sent. Does not own: whose message is accepted, where an answer
 * goes, who a person is. May import: {@code core.problem}.
 */
@NullMarked
package org.guestbridge.app.samlxml;

import org.jspecify.annotations.NullMarked;
