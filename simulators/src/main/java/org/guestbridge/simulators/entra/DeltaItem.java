package org.guestbridge.simulators.entra;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.simulators.entra.DirectoryChanges.Presence;

/**
 * One object in a delta answer.
 *
 * @param changed the properties that changed; empty for an object that is told of as a whole
 * @param members direct members that came (true) or left (false), a part of them for large groups
 */
record DeltaItem(UUID id, Presence presence, Set<String> changed, Map<UUID, Boolean> members) {}
