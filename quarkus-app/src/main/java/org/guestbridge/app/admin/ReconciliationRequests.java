package org.guestbridge.app.admin;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.guestbridge.app.reconcile.ReconciliationOperations;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PlanState;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of requests about agreement with directories, restores and previews. */
final class ReconciliationRequests {

  private static final String FROM = "from";
  private static final String PURPOSE = "purpose";
  private static final String APPLY = "apply";
  private static final String CANDIDATE = "candidate";
  private static final String STATE = "state";

  private final AdminRequests requests;

  ReconciliationRequests(AdminRequests requests) {
    this.requests = requests;
  }

  Object state(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM, AdminRequests.DIRECTORY, FROM));
    long from = AdminRequests.number(AdminRequests.query(context, FROM).orElse("0"), FROM);
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
                isApplied(context),
                AdminRequests.actor(context).name()));
  }

  Object importCandidates(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM, AdminRequests.DIRECTORY, FROM));
    return operations(context)
        .importCandidates(
            AdminRequests.required(context, AdminRequests.DIRECTORY),
            AdminRequests.number(AdminRequests.required(context, FROM), FROM));
  }

  private static boolean isApplied(RoutingContext context) throws RefusalException {
    return switch (AdminRequests.required(context, APPLY)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw AdminRequests.invalid(APPLY);
    };
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

  Object previews(RoutingContext context) throws RefusalException {
    AdminRequests.allow(
        context,
        Set.of(AdminRequests.REALM, CANDIDATE, STATE, AdminRequests.AFTER, AdminRequests.LIMIT));
    long limit =
        AdminRequests.number(
            AdminRequests.required(context, AdminRequests.LIMIT), AdminRequests.LIMIT);
    if (limit < 1 || limit > PreviewOperations.MAX_PAGE) {
      throw AdminRequests.invalid(AdminRequests.LIMIT);
    }
    return requests
        .operations(context)
        .previews()
        .page(
            AdminRequests.query(context, CANDIDATE),
            state(AdminRequests.required(context, STATE)),
            AdminRequests.after(context),
            (int) limit);
  }

  private static PlanState state(String text) throws RefusalException {
    for (PlanState state : PlanState.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
        return state;
      }
    }
    throw AdminRequests.invalid(STATE);
  }

  private ReconciliationOperations operations(RoutingContext context) throws RefusalException {
    return requests.operations(context).reconciliations();
  }
}
