/**
 * A simulated single Entra tenant: people, OpenID Connect endpoints, signing keys, faults to order
 * and a log of what was asked. It never imports the simulated Atlassian organization.
 */
@NullMarked
package org.guestbridge.simulators.entra;

import org.jspecify.annotations.NullMarked;
