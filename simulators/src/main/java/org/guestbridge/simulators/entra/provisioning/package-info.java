/**
 * Entra's provisioning service as SCIM client: cycles, mappings, both dialects of PATCH, escrow and
 * quarantine, as described in "Develop and plan provisioning for a SCIM endpoint", "How application
 * provisioning works" and "Application provisioning in quarantine status" (learn.microsoft.com). It
 * reads the parent package's directory and imports {@code time} and Jackson, no product module.
 */
@NullMarked
package org.guestbridge.simulators.entra.provisioning;

import org.jspecify.annotations.NullMarked;
