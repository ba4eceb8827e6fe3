/**
 * A real Keycloak for the tests of this module: unpacked, built with the jar that ships, started on
 * a free loopback port, between a simulated Entra and a simulated Atlassian.
 *
 * <p>A test asks {@link org.guestbridge.keycloak.harness.KeycloakServer#shared} for a server, which
 * all tests of a run share, and makes a {@link org.guestbridge.keycloak.harness.KeycloakSite} on
 * it: a realm of its own. Nobody has to clean up but by closing the site.
 */
package org.guestbridge.keycloak.harness;
