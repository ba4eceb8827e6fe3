package org.guestbridge.realm.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.Upstream;

/**
 * A realm with the tree it was loaded from.
 *
 * @param realm what was loaded
 * @param tree the realm file
 */
record RealmSource(Realm realm, JsonNode tree) {

  /** Where Keycloak answers for the realm, when it is reached at the realm file's address. */
  String address() {
    return realm.publicUrl() + "/realms/" + realm.id().value();
  }

  /** Where an upstream sends its answers. */
  String endpoint(Upstream upstream) {
    return address() + "/broker/" + upstream.name() + "/endpoint";
  }

  /** An upstream's entry in the realm file. */
  JsonNode entry(Upstream upstream) {
    return tree.required("upstreams").required(upstream.name());
  }

  /** A downstream's entry in the realm file. */
  JsonNode entry(Downstream downstream) {
    return tree.required("downstreams").required(downstream.name());
  }

  /** An id that is the same whenever this realm is rendered, and another in every other realm. */
  String id(String kind, String name) {
    String full = "guestbridge/" + realm.id().value() + "/" + kind + "/" + name;
    return UUID.nameUUIDFromBytes(full.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
