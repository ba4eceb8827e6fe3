package org.guestbridge.core.problem;

/**
 * One thing that is wrong with a document an administrator wrote.
 *
 * @param code the stable code
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole document
 * @param detail one sentence for the administrator; never a secret or a personal value
 */
public record Problem(Code code, String pointer, String detail) {}
