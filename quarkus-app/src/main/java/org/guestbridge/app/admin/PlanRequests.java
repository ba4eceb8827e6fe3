package org.guestbridge.app.admin;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Reads the parameters of requests about people and their plans. */
final class PlanRequests {

  private static final String CODE = "code";
  private static final Pattern CODE_FORM = Pattern.compile("[a-z0-9_]{1,64}");

  private final AdminRequests requests;

  PlanRequests(AdminRequests requests) {
    this.requests = requests;
  }

  Object counts(RoutingContext context) throws RefusalException {
    AdminRequests.allow(context, Set.of(AdminRequests.REALM));
    return requests.operations(context).plans().counts();
  }

  Object heldBack(RoutingContext context) throws RefusalException {
    AdminRequests.allow(
        context, Set.of(AdminRequests.REALM, CODE, AdminRequests.AFTER, AdminRequests.LIMIT));
    return requests
        .operations(context)
        .plans()
        .heldBack(code(context), AdminRequests.after(context), AdminRequests.limit(context));
  }

  private static Optional<Code> code(RoutingContext context) throws RefusalException {
    Optional<String> text = AdminRequests.query(context, CODE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!CODE_FORM.matcher(text.get()).matches()) {
      throw AdminRequests.invalid(CODE);
    }
    try {
      return Optional.of(Code.valueOf(text.get().toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException unknown) {
      throw AdminRequests.invalid(CODE);
    }
  }
}
