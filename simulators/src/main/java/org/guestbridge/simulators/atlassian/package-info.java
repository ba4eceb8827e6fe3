/**
 * A simulated Atlassian organization as SAML service provider: a strict assertion consumer, account
 * linking, pages and an admin view of every login. It never imports the simulated Entra tenant.
 */
@NullMarked
package org.guestbridge.simulators.atlassian;

import org.jspecify.annotations.NullMarked;
