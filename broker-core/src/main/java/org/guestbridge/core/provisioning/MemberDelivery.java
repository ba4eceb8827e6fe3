package org.guestbridge.core.provisioning;

import java.util.Optional;
import java.util.UUID;

/**
 * One account's membership of one group of a directory.
 *
 * @param bindingId whose account
 * @param remoteId the account's id in the directory, once known
 * @param wanted whether the account is to be a member
 * @param delivered whether the directory was last told so
 */
public record MemberDelivery(
    UUID bindingId, Optional<String> remoteId, boolean wanted, boolean delivered) {}
