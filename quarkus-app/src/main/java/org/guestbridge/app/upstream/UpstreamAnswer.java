package org.guestbridge.app.upstream;

/**
 * What an upstream sent back through the browser, read but not verified. Each protocol has its own;
 * a connection refuses another protocol's.
 */
public interface UpstreamAnswer {

  /**
   * Names the transaction it claims to answer: OAuth's {@code state}, SAML's RelayState. Untrusted,
   * printable ASCII.
   */
  String state();
}
