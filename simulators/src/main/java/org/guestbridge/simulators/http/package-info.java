/**
 * The small HTTP layer under both simulators: a loopback server, request and response values, forms
 * and plain pages. It owns no protocol; it may import the JDK and Jackson only.
 */
@NullMarked
package org.guestbridge.simulators.http;

import org.jspecify.annotations.NullMarked;
