package org.guestbridge.keycloak.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.keycloak.policy.LoginPolicies;
import org.guestbridge.keycloak.registry.Registry;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The bindings of one realm, under {@code /realms/REALM/guestbridge}. Who asks is looked at before
 * anything that they ask.
 *
 * <p>The annotation has Keycloak find the methods when it is built; it makes this class no provider
 * of anything.
 */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class AdminResource {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final LoginPolicies policies;

  AdminResource(KeycloakSession session, RealmModel realm, LoginPolicies policies) {
    this.session = session;
    this.realm = realm;
    this.policies = policies;
  }

  /** Bindings in order of id, or the one that holds an address. */
  @GET
  @Path("aliases")
  public Response aliases() {
    return AdminAnswer.of(
        () -> {
          Administrator.of(session, realm).requireView();
          RequestParameters parameters = parameters(Set.of("after", "limit", "address"));
          Optional<EmailAddress> address = parameters.address();
          return address.isPresent()
              ? desk().holding(address.get())
              : desk().aliases(parameters.after(), parameters.limit());
        });
  }

  /** One binding and its history. */
  @GET
  @Path("aliases/{id}")
  public Response alias(@PathParam("id") String id) {
    return AdminAnswer.of(
        () -> {
          Administrator.of(session, realm).requireView();
          parameters(Set.of());
          return desk().alias(RequestParameters.id(id));
        });
  }

  /** Holds, releases, retires or erases a binding. */
  @POST
  @Path("aliases/{id}/{order}")
  public Response change(@PathParam("id") String id, @PathParam("order") String order) {
    return AdminAnswer.of(
        () -> {
          Administrator administrator = Administrator.of(session, realm);
          administrator.requireManage();
          parameters(Set.of());
          return change(
              administrator,
              RequestParameters.id(id),
              AliasOrder.parse(order).orElseThrow(() -> new RefusalException(Code.NOT_FOUND, "")));
        });
  }

  private ObjectNode change(Administrator administrator, UUID id, AliasOrder order)
      throws RefusalException {
    desk().change(id, order, administrator.actor());
    administrator.ordered(order, id.toString());
    return desk().alias(id);
  }

  /** What a login of a supposed person would do; writes nothing. */
  @POST
  @Path("explain")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response explain(InputStream body) {
    return AdminAnswer.of(
        () -> {
          Administrator.of(session, realm).requireView();
          parameters(Set.of());
          SupposedPerson person = SupposedPerson.read(body, session, realm, policies);
          return desk().explain(person.document(), person.policy());
        });
  }

  private RequestParameters parameters(Set<String> known) throws RefusalException {
    return new RequestParameters(session.getContext().getUri().getQueryParameters(), known);
  }

  private RegistryDesk desk() throws RefusalException {
    RealmId id =
        RealmId.parse(realm.getName())
            .orElseThrow(
                () -> new RefusalException(Code.REALM_UNKNOWN, "No registry knows such a name."));
    return new RegistryDesk(session.getProvider(Registry.class).ledger(), id);
  }
}
