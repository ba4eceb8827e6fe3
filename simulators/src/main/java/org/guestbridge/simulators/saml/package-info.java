/**
 * SAML 2.0 on the JDK alone: the gate for XML, the checks of a response, XML signature, the
 * HTTP-Redirect binding and encrypted assertions. It knows no party; it imports {@code http} only.
 */
@NullMarked
package org.guestbridge.simulators.saml;

import org.jspecify.annotations.NullMarked;
