package org.guestbridge.app.graph;

import java.util.List;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.GraphChannel;

/** Asks Graph, once and without keeping anything, for one item of each list that a pull reads. */
public final class GraphProbe {

  private final GraphChannel channel;
  private final GraphCalls calls;

  /** A probe of {@code channel}; making one calls nobody. */
  public GraphProbe(GraphChannel channel, BoundedHttp http, Bearer bearer) {
    this.channel = channel;
    this.calls = new GraphCalls(channel.graph(), channel.tenant(), http, bearer);
  }

  /** What a pull reads, and the application permission that it takes. */
  public enum Reading {
    /** The users of the tenant. */
    PEOPLE("User.Read.All"),
    /** Groups and their members. */
    GROUPS("GroupMember.Read.All"),
    /** Who is assigned to the application. */
    ASSIGNMENTS("Application.Read.All");

    private final String permission;

    Reading(String permission) {
      this.permission = permission;
    }

    /** The least application permission that suffices, as {@code docs/provisioning.md} names it. */
    public String permission() {
      return permission;
    }
  }

  /** What a pull of the channel reads. */
  public List<Reading> readings() {
    return channel.application().isPresent()
        ? List.of(Reading.PEOPLE, Reading.GROUPS, Reading.ASSIGNMENTS)
        : List.of(Reading.PEOPLE, Reading.GROUPS);
  }

  /**
   * Asks for one item.
   *
   * @throws RefusalException as a pull fails: {@code graph_unavailable}, {@code graph_denied},
   *     {@code graph_response_invalid}, {@code graph_application_unknown}, {@code
   *     upstream_client_rejected}
   */
  public void ask(Reading reading) throws RefusalException {
    GraphPage page = calls.get(calls.address(path(reading)));
    if (page instanceof GraphPage.Throttled) {
      throw new RefusalException(Code.GRAPH_UNAVAILABLE, "Graph asks to wait");
    }
    if (page instanceof GraphPage.Missing && reading == Reading.ASSIGNMENTS) {
      throw new RefusalException(
          Code.GRAPH_APPLICATION_UNKNOWN, "the tenant has no such enterprise application");
    }
    if (!(page instanceof GraphPage.Shown)) {
      throw new RefusalException(Code.GRAPH_RESPONSE_INVALID, "the answer is not a list");
    }
  }

  private String path(Reading reading) {
    return switch (reading) {
      case PEOPLE -> "users?$top=1&$select=id";
      case GROUPS -> "groups?$top=1&$select=id";
      case ASSIGNMENTS ->
          "servicePrincipals(appId='"
              + channel.application().orElseThrow()
              + "')/appRoleAssignedTo?$top=1";
    };
  }
}
