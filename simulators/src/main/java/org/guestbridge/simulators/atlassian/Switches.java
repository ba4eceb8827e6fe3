package org.guestbridge.simulators.atlassian;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The state of every {@link Switch}. Safe for use by several threads. */
public final class Switches {
  private final Set<Switch> on = EnumSet.noneOf(Switch.class);

  Switches() {
    reset();
  }

  public synchronized boolean isOn(Switch name) {
    return on.contains(name);
  }

  public synchronized Switches turnOn(Switch name) {
    on.add(name);
    return this;
  }

  public synchronized Switches turnOff(Switch name) {
    on.remove(name);
    return this;
  }

  /** Every switch as it was at start. */
  public synchronized Switches reset() {
    on.clear();
    for (Switch each : Switch.values()) {
      if (each.onByDefault()) {
        on.add(each);
      }
    }
    return this;
  }

  /** All switches with their states. */
  public synchronized Map<Switch, Boolean> all() {
    Map<Switch, Boolean> all = new EnumMap<>(Switch.class);
    for (Switch each : Switch.values()) {
      all.put(each, on.contains(each));
    }
    return all;
  }
}
