package org.guestbridge.app.login;

import org.guestbridge.app.downstream.saml.SamlIdentityProvider;
import org.guestbridge.core.broker.Broker;
import org.guestbridge.realm.Realm;

/**
 * One version of a realm, compiled and ready; replaced as a whole when the realm file changes.
 *
 * @param realm what the administrator decided
 * @param documentDigest SHA-256 of the realm file, hexadecimal
 * @param identityProvider the SAML side
 * @param broker the pipeline
 * @param flow the login transaction
 * @param logout what becomes of logout requests
 */
public record ServedRealm(
    Realm realm,
    String documentDigest,
    SamlIdentityProvider identityProvider,
    Broker broker,
    LoginFlow flow,
    LogoutFlow logout) {}
