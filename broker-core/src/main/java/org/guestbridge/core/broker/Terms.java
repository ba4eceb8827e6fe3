package org.guestbridge.core.broker;

import org.guestbridge.core.rules.AddressDomains;

/**
 * Under which terms a person may be released.
 *
 * @param grant what the deciding rule grants
 * @param policy what a changed human leads to
 * @param domains the realm's address domains, as they are now
 * @param mail how mail to aliases is handled
 * @param ruleSetDigest which version of the rules decided
 */
record Terms(
    Grant grant,
    ChangedHumanPolicy policy,
    AddressDomains domains,
    MailTerms mail,
    String ruleSetDigest) {}
