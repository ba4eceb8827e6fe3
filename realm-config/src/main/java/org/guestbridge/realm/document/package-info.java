/**
 * A YAML or JSON document as a tree that knows where everything stands.
 *
 * <p>Owns: syntax, size, nesting, duplicate, unknown and retired keys, types of values, and the
 * collecting of every problem with its JSON pointer. Does not own: what any key means. May import:
 * {@code core.problem}, Jackson.
 */
@NullMarked
package org.guestbridge.realm.document;

import org.jspecify.annotations.NullMarked;
