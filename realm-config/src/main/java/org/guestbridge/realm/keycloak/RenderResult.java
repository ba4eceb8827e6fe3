package org.guestbridge.realm.keycloak;

import java.util.List;
import java.util.function.Function;
import org.guestbridge.core.problem.Problem;

/** What came of rendering a realm file. */
public sealed interface RenderResult {

  /** Applies the function of the case that holds. */
  default <T> T fold(Function<Rendered, T> rendered, Function<Rejected, T> rejected) {
    return this instanceof Rendered result
        ? rendered.apply(result)
        : rejected.apply((Rejected) this);
  }

  /**
   * The realm as Keycloak imports it.
   *
   * @param json a RealmRepresentation, without any secret; ends with a line feed
   * @param warnings what Keycloak does not do as the realm file says ({@code
   *     keycloak_unsupported}), and what has to be done besides the import ({@code
   *     keycloak_manual_step}), in the order of their places
   */
  record Rendered(String json, List<Problem> warnings) implements RenderResult {
    public Rendered {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The realm file is refused.
   *
   * @param problems every problem found; never empty
   */
  record Rejected(List<Problem> problems) implements RenderResult {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
