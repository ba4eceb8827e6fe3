/**
 * The mail that Atlassian sends to the addresses of its accounts: who got what, what bounced, and
 * which addresses are suppressed since. It knows nothing of accounts and imports only the JDK.
 */
@NullMarked
package org.guestbridge.simulators.atlassian.mail;

import org.jspecify.annotations.NullMarked;
