package org.guestbridge.core.rules;

import java.util.Set;
import org.guestbridge.core.text.DomainName;

/**
 * The two disjoint sets of verified domains: employees keep addresses on the first, guests get
 * aliases on the second. No address can be on both, by construction.
 *
 * @param passThrough domains of employees; exact names, no sub-domains
 * @param alias domains of guests; exact names, no sub-domains
 */
public record AddressDomains(Set<DomainName> passThrough, Set<DomainName> alias) {

  public AddressDomains {
    passThrough = Set.copyOf(passThrough);
    alias = Set.copyOf(alias);
    for (DomainName domain : alias) {
      if (passThrough.contains(domain)) {
        throw new IllegalArgumentException("a domain is both alias and pass-through: " + domain);
      }
    }
  }
}
