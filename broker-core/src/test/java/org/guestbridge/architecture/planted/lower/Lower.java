package org.guestbridge.architecture.planted.lower;

import org.guestbridge.architecture.planted.upper.Upper;

/** The planted violation. */
public record Lower(Upper upper) {}
