package org.guestbridge.app.upstream.saml;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.samlxml.RsaSigner;
import org.guestbridge.app.samlxml.SigningKeys;

/**
 * What every SAML upstream of one realm shares.
 *
 * @param http fetches metadata; its limit of size is that of metadata
 * @param clock the only source of time
 * @param random where request ids come from
 * @param background refreshes metadata ahead of time
 * @param signer signs requests
 * @param signingKeys the keys of the realm, of which the active one signs requests
 */
public record SamlUpstreamServices(
    BoundedHttp http,
    InstantSource clock,
    SecureRandom random,
    Executor background,
    RsaSigner signer,
    Supplier<SigningKeys> signingKeys) {}
