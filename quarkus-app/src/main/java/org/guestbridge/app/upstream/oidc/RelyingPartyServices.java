package org.guestbridge.app.upstream.oidc;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.guestbridge.app.http.client.BoundedHttp;

/**
 * What every relying party of one broker shares.
 *
 * @param http outgoing calls
 * @param clock the only source of time
 * @param random where nonces and verifiers come from
 * @param background refreshes keys ahead of time; never shut down here
 * @param keyStore the last good key sets
 */
public record RelyingPartyServices(
    BoundedHttp http,
    InstantSource clock,
    SecureRandom random,
    ExecutorService background,
    JwksStore keyStore) {}
