package org.guestbridge.app.attack;

import java.util.Map;

/**
 * One message that has to be refused.
 *
 * @param row the row of the catalogue it belongs to
 * @param number tells the cases of a row apart
 * @param input which way into the broker it takes
 * @param edit the builder that makes it out of a valid message
 * @param with what the builder is told
 * @param expect the code that it has to be refused with
 */
public record AttackCase(
    String row, int number, String input, String edit, Map<String, Object> with, String expect) {

  /** A parameter of the builder. */
  public String text(String name) {
    Object value = with.get(name);
    if (value == null) {
      throw new IllegalArgumentException(this + " lacks " + name);
    }
    return value.toString();
  }

  /** A parameter of the builder that may be left out. */
  public String text(String name, String otherwise) {
    Object value = with.get(name);
    return value == null ? otherwise : value.toString();
  }

  /** The one parameter of a builder that needs one. */
  public String value() {
    return text("value");
  }

  /** A parameter that is a whole number. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  @Override
  public String toString() {
    return row + "." + number + " " + input + ": " + edit + with;
  }
}
