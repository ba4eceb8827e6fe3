/**
 * Fuzzing of everything that reads what the broker did not write: targets with their properties and
 * seeds, the bounds that each input has to keep, and the entry point of the fuzzer.
 */
package org.guestbridge.app.fuzz;
