package org.guestbridge.app.admin;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of requests about the agreement with directories. */
final class ReconciliationRequests {

  private static final String FROM = "from";
  private static final String PURPOSE = "purpose";
  private static final String APPLY = "apply";

  private final AdminRequests requests;

  ReconciliationRequests(AdminRequests requests) {
    this.requests = requests;
  }

  Object state(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM, AdminRequests.DIRECTORY, FROM));
    long from =
        AdminRequests.number(AdminRequests.query(context, FROM).orElse("0"), FROM);
    if (from > Integer.MAX_VALUE) {
      throw AdminRequests.invalid(FROM);
    }
    return operations(context)
        .state(AdminRequests.required(context, AdminRequests.DIRECTORY), (int) from);
  }

  Object begin(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM, AdminRequests.DIRECTORY, PURPOSE));
    String directory = AdminRequests.required(context, AdminRequests.DIRECTORY);
    String actor = AdminRequests.actor(context).name();
    return switch (AdminRequests.required(context, PURPOSE)) {
      case "compare" -> operations(context).reconcile(directory, false, actor);
      case "repair" -> operations(context).reconcile(directory, true, actor);
      case "relearn" -> operations(context).relearn(directory, actor);
      default -> throw AdminRequests.invalid(PURPOSE);
    };
  }

  Object importAccounts(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM, AdminRequests.DIRECTORY, APPLY));
    @Nullable String body = context.body().asString();
    ImportRequest request = AdminJson.read(body == null ? "" : body, ImportRequest.class);
    return new ImportAnswer(
        operations(context)
            .importAccounts(
                AdminRequests.required(context, AdminRequests.DIRECTORY),
                request.entries(),
                AdminRequests.required(context, APPLY).equals("true"),
                AdminRequests.actor(context).name()));
  }

  Object epoch(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM));
    return requests.operations(context).epochs().state();
  }

  Object changeEpoch(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM));
    EpochOperations epochs = requests.operations(context).epochs();
    Actor actor = AdminRequests.actor(context);
    return switch (AdminRequests.path(context, "order")) {
      case "begin" -> epochs.begin(actor);
      case "end" -> epochs.end(actor);
      default -> throw new RefusalException(Code.NOT_FOUND, "");
    };
  }

  private ReconciliationOperations operations(RoutingContext context) throws RefusalException {
    return requests.operations(context).reconciliations();
  }
}
