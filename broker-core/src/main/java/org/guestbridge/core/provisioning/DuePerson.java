package org.guestbridge.core.provisioning;

/**
 * A person as planning reads them.
 *
 * @param person what is stored; every value of a removed one is blank
 * @param removed whether the person was deleted upstream
 * @param mark counts how often the person was made due; a plan holds only while it stays the same
 */
public record DuePerson(SourcePerson person, boolean removed, long mark) {}
