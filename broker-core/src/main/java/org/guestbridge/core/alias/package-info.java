/**
 * Who holds which address, for ever.
 *
 * <p>Owns: bindings, the registry port with its sealed outcomes, naming, the fingerprint and what a
 * change of it means. Does not own: transactions or storage. May import: {@code core.text}, {@code
 * core.problem}, {@code core.identity}, {@code core.rules}, {@code core.audit}.
 */
@NullMarked
package org.guestbridge.core.alias;

import org.jspecify.annotations.NullMarked;
