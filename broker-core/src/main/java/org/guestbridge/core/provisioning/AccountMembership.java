package org.guestbridge.core.provisioning;

import java.util.UUID;

/**
 * A membership seen from the account.
 *
 * @param bindingId whose account
 * @param group the group's name
 * @param wanted whether the account is to be a member
 * @param settled whether the directory was told so; when not, it may have either
 */
public record AccountMembership(UUID bindingId, String group, boolean wanted, boolean settled) {}
