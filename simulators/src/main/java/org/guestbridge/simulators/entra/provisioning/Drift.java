package org.guestbridge.simulators.entra.provisioning;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value that did not read back as it was written, or an id that changed.
 *
 * @param attribute the target attribute; {@code id} for an id that changed
 * @param written what this job wrote last
 * @param read what the target answered; null where it answered nothing
 */
public record Drift(UUID objectId, String attribute, String written, @Nullable String read) {}
