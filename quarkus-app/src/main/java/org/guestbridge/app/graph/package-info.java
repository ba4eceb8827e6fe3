/**
 * Microsoft Graph: what a sign-in message had no room for, and the directory's people and groups
 * where nobody tells of them.
 *
 * <p>Owns: the call for a person's memberships, and the pull of a channel: its paging, limits,
 * failures, and how a stored user is read. Does not own: how the broker gets its token, when groups
 * are needed, when a channel is pulled, what becomes of a person, nor any table. May import: {@code
 * core.*} without the SQL, {@code realm}, {@code app.upstream}, {@code app.http.client}, {@code
 * app.json}.
 */
@NullMarked
package org.guestbridge.app.graph;

import org.jspecify.annotations.NullMarked;
