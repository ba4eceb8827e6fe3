package org.guestbridge.architecture.planted.upper;

/** Imported by the planted violation. */
public record Upper(String value) {}
