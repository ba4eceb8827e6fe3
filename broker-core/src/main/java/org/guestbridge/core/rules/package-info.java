/**
 * The rules an administrator wrote, compiled once and evaluated as a pure function.
 *
 * <p>Owns: matchers, templates, attribute rules, decisions and the reasons that {@code explain}
 * shows. Does not own: whether an alias is free. May import: {@code core.text}, {@code
 * core.problem}, {@code core.identity}.
 */
@NullMarked
package org.guestbridge.core.rules;

import org.jspecify.annotations.NullMarked;
