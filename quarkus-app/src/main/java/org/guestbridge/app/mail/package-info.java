/**
 * What other systems are told about mail routes, and how a mail server is asked.
 *
 * <p>Owns: the texts for Postfix and Exchange Online, and the few words of SMTP that ask a server
 * which recipients it takes. Does not own: the routes. May import: {@code core.text}, {@code
 * app.admin}, {@code realm}.
 */
@NullMarked
package org.guestbridge.app.mail;

import org.jspecify.annotations.NullMarked;
