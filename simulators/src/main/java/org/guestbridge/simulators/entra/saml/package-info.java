/**
 * SAML applications of the simulated Entra tenant: its issuer, addresses, names, attributes and
 * AADSTS texts. The engine is {@code saml.idp}; the people are the tenant's.
 */
@NullMarked
package org.guestbridge.simulators.entra.saml;

import org.jspecify.annotations.NullMarked;
