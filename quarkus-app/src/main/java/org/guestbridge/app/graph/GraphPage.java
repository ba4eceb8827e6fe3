package org.guestbridge.app.graph;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Graph answers to a request for a list. */
sealed interface GraphPage {

  /**
   * A page.
   *
   * @param items as they came, at most {@value GraphCalls#MAX_ITEMS}
   * @param next the next page, on Graph's own origin
   * @param changes where changes after this are asked for, on Graph's own origin
   */
  record Shown(List<Map<String, Object>> items, Optional<URI> next, Optional<URI> changes)
      implements GraphPage {

    /** Redacted. */
    @Override
    public String toString() {
      return "[page of " + items.size() + "]";
    }
  }

  /** There is nothing at that address. */
  record Missing() implements GraphPage {}

  /** The state of the delta query is no longer known; everything is to be read anew. */
  record Expired() implements GraphPage {}

  /** Graph asks to wait so long. */
  record Throttled(Duration delay) implements GraphPage {}
}
