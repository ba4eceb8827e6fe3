/**
 * The broker's own settings, apart from the realm file.
 *
 * <p>Owns: names, defaults and limits of settings. Does not own: what they switch. May import:
 * nothing of this project.
 */
@NullMarked
package org.guestbridge.app.settings;

import org.jspecify.annotations.NullMarked;
