/**
 * Microsoft Graph: what a sign-in message had no room for.
 *
 * <p>Owns: the call for a person's memberships, its paging, limits and failures. Does not own: how
 * the broker gets its token, when groups are needed. May import: {@code core.identity}, {@code
 * core.problem}, {@code app.upstream}, {@code app.http.client}, {@code app.json}.
 */
@NullMarked
package org.guestbridge.app.graph;

import org.jspecify.annotations.NullMarked;
