/**
 * A SAML service provider of any make, as a second downstream: signed requests, encrypted
 * assertions, logout in both directions. Its checks are those of {@code saml}.
 */
@NullMarked
package org.guestbridge.simulators.saml.sp;

import org.jspecify.annotations.NullMarked;
