/**
 * What a SAML client of Keycloak is told of a person.
 *
 * <p>Owns: the NameID and attribute mappers, what a release entitles a client to, and the guard
 * that reads each finished assertion before it is signed. Does not own: who is let in ({@code
 * keycloak.upstream}) or by which flow ({@code keycloak.login}). May import: {@code core}, {@code
 * realm} for attribute names and NameID formats, {@code keycloak.registry}, {@code
 * keycloak.release}, {@code keycloak.page}, Keycloak's SPI.
 */
@NullMarked
package org.guestbridge.keycloak.downstream;

import org.jspecify.annotations.NullMarked;
