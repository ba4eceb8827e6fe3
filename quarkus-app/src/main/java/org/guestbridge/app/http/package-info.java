/**
 * The HTTP edge: resources, pages and headers.
 *
 * <p>Owns: routes, HTTP status, pages and the sentences on them. Does not own: any check of a
 * protocol message. May import: {@code core}, {@code realm}, {@code app.login}, {@code
 * app.downstream.saml}, {@code app.upstream} and {@code app.upstream.oidc} for what comes back,
 * {@code app.store} for rates.
 */
@NullMarked
package org.guestbridge.app.http;

import org.jspecify.annotations.NullMarked;
