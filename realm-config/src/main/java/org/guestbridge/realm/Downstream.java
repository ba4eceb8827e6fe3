package org.guestbridge.realm;

/** An application that people sign in to. */
public sealed interface Downstream permits SamlServiceProvider {

  /** The name in the realm file. */
  String name();

  /** What it may be told, and from where people may come to it. */
  ReleasePolicy release();
}
