/**
 * A SAML identity provider as an engine: requests, responses, logout, keys, metadata, faults. What
 * differs between identity providers is an {@code IdpProfile}. Imports {@code saml}, {@code http}
 * and the people of {@code entra}.
 */
@NullMarked
package org.guestbridge.simulators.saml.idp;

import org.jspecify.annotations.NullMarked;
