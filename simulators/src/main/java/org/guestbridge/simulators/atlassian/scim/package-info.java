/**
 * The organization's SCIM directory, as Atlassian's user provisioning API describes it
 * (developer.atlassian.com/cloud/admin/user-provisioning/rest): users and groups in memory, linked
 * to the same accounts in which SAML logins land. It owns the directory, its key, its faults and
 * its counters; accounts and domains are the parent package's, mail is {@code atlassian.mail}'s. It
 * imports those, {@code http}, {@code time} and Jackson.
 */
@NullMarked
package org.guestbridge.simulators.atlassian.scim;

import org.jspecify.annotations.NullMarked;
