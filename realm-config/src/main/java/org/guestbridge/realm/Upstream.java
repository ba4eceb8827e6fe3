package org.guestbridge.realm;

/** An identity provider that people sign in at. */
public sealed interface Upstream permits OidcUpstream, SamlUpstream {

  /** The name in the realm file. */
  String name();

  /** What to do when another human seems to sign in. */
  ChangedHuman changedHuman();

  /** How people find it among several. */
  HomeRealm homeRealm();

  /** How an authorization code comes back (OAuth 2.0 Multiple Response Types section 2.1). */
  enum ResponseMode {
    /** In the query string of a redirect. */
    QUERY,
    /** In the body of a POST, so that the code stays out of URLs and logs. */
    FORM_POST
  }
}
