/**
 * SAML identity providers other than Entra, as processes of their own: a generic one and Azure AD
 * B2C with a custom policy. The engine is {@code saml.idp}.
 */
@NullMarked
package org.guestbridge.simulators.saml.generic;

import org.jspecify.annotations.NullMarked;
