package org.guestbridge.app.samlxml;

/**
 * One attribute.
 *
 * @param namespace the namespace URI; empty when there is none
 * @param name the name without prefix
 * @param value the value after XML's normalisation
 */
public record XmlAttribute(String namespace, String name, String value) {

  /** The name only: the value may be personal. */
  @Override
  public String toString() {
    return "@" + name;
  }
}
