/** A clock that tests move forward. It owns nothing else and imports only the JDK. */
@NullMarked
package org.guestbridge.simulators.time;

import org.jspecify.annotations.NullMarked;
