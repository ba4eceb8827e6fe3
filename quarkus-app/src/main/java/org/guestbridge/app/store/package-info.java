/**
 * Where state is kept outside the request: the database connection and the embedded caches.
 *
 * <p>Owns: the data source and its schema, Infinispan and what may be lost at any moment. Does not
 * own: what is authoritative, which is the ledger alone. May import: {@code core}, {@code
 * app.settings}, and the ports it implements.
 */
@NullMarked
package org.guestbridge.app.store;

import org.jspecify.annotations.NullMarked;
