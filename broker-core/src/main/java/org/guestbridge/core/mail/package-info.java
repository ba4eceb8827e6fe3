/**
 * Where mail to an alias is forwarded.
 *
 * <p>Owns: what proves that a mailbox is a person's, the route of an alias and the port to it. Does
 * not own: when a route is learned, which is {@code core.broker}'s, nor any mail server. May
 * import: {@code core.text}, {@code core.problem}, {@code core.identity}.
 */
@NullMarked
package org.guestbridge.core.mail;

import org.jspecify.annotations.NullMarked;
