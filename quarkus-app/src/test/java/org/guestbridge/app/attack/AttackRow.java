package org.guestbridge.app.attack;

import java.util.List;
import java.util.Optional;

/**
 * One row of the catalogue of attacks.
 *
 * @param id for ever the same
 * @param name what is tried
 * @param source where it is described
 * @param waitsFor the part of the product that has to exist first, when it does not
 * @param provedBy the test class that proves it where no message can, such as a race
 * @param cases its messages
 */
record AttackRow(
    String id,
    String name,
    String source,
    Optional<String> waitsFor,
    Optional<String> provedBy,
    List<AttackCase> cases) {}
