package org.guestbridge.app.reconcile;

import java.util.Set;
import org.guestbridge.app.scim.out.DirectoryReader;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.provisioning.Provisioning;
import org.guestbridge.core.rules.RuleSet;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.RealmId;

/**
 * Everything that one comparison is about.
 *
 * @param ledger the durable record
 * @param realm whose
 * @param directory the downstream's name in the realm file
 * @param reader reads it
 * @param rules the rules in force
 * @param provisioning from where people are told of, and which directories are filled
 */
public record Site(
    Ledger ledger,
    RealmId realm,
    String directory,
    DirectoryReader reader,
    RuleSet rules,
    Provisioning provisioning) {

  Set<DomainName> aliasDomains() {
    return rules.domains().alias();
  }
}
