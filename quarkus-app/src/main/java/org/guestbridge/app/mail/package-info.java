/**
 * What other systems are told about mail routes, and how a mail server is asked.
 *
 * <p>Owns: the texts for Postfix and Exchange Online, the few words of SMTP that ask a server which
 * recipients it takes, and whether the realm's own server was seen working. Does not own: the
 * routes, nor what waits for the server ({@code app.scim.out}). No address goes to a log. May
 * import: {@code core.text}, {@code core.problem}, {@code app.admin}, {@code realm}, JBoss Logging.
 */
@NullMarked
package org.guestbridge.app.mail;

import org.jspecify.annotations.NullMarked;
