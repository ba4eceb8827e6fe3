package org.guestbridge.simulators.entra;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/** {@code /{tid}/oauth2/v2.0/authorize}: finds out who signs in and answers the redirect URI. */
final class AuthorizeEndpoint {
  private final EntraSettings settings;
  private final SignInPage signIn;
  private final AuthorizationCodes codes;
  private final Faults faults;
  private final RequestLog requests;

  AuthorizeEndpoint(
      EntraSettings settings,
      SignInPage signIn,
      AuthorizationCodes codes,
      Faults faults,
      RequestLog requests) {
    this.settings = settings;
    this.signIn = signIn;
    this.codes = codes;
    this.faults = faults;
    this.requests = requests;
  }

  /** Answers at a path of its own; {@code policy} is the user flow in it. */
  Response handle(Request request, Optional<String> policy) {
    Form form = request.method().equals("POST") ? request.form() : request.query();
    requests.authorize(form.asMap());
    try {
      return answer(request, AuthorizeRequest.read(form, settings), policy);
    } catch (EntraRefusal refusal) {
      return refusal.asPage();
    }
  }

  private Response answer(Request request, AuthorizeRequest asked, Optional<String> policy) {
    try {
      asked.validate();
      if (faults.take(Fault.CALLBACK_ERROR)) {
        throw new EntraRefusal(AadSts.SERVER_ERROR);
      }
      if (policy.isPresent()) {
        refuseIfLeft(asked.form().value(SignInPage.CANCEL).orElse(""));
      }
      Optional<Person> person = signIn.whoSignsIn(request, asked.form());
      if (person.isPresent()) {
        return callBack(asked, Map.of("code", codeFor(person.get(), asked, policy)));
      }
      if (asked.prompt().equals(Optional.of("none"))) {
        throw new EntraRefusal(AadSts.LOGIN_REQUIRED);
      }
      return signIn.ask(request.path(), asked.form().asMap(), policy.isPresent());
    } catch (EntraRefusal refusal) {
      return callBack(asked, refusal.asParameters());
    }
  }

  /** The ways out of a user flow, which B2C reports at the redirect URI. */
  private static void refuseIfLeft(String way) {
    if (way.equals("yes")) {
      throw new EntraRefusal(AadSts.B2C_CANCELLED);
    }
    if (way.equals("password")) {
      throw new EntraRefusal(AadSts.B2C_FORGOT_PASSWORD);
    }
  }

  private String codeFor(Person person, AuthorizeRequest asked, Optional<String> policy) {
    switch (person.outcome()) {
      case SUCCEEDS -> {
        if (faults.take(Fault.UNKNOWN_CODE)) {
          return "1.never-issued";
        }
        // There are no sessions here: whoever is named signs in anew, as prompt=login demands.
        Instant now = settings.clock().instant();
        return codes.issue(
            new AuthorizationCodes.Grant(
                person,
                settings.clientId(),
                asked.redirectUri(),
                asked.scope(),
                asked.nonce(),
                asked.codeChallenge(),
                asked.maxAge().map(asksForAuthTime -> now),
                policy,
                now.plus(AuthorizationCodes.LIFETIME)));
      }
      case DECLINES_CONSENT -> throw new EntraRefusal(AadSts.DECLINED_CONSENT);
      case NOT_ASSIGNED -> throw new EntraRefusal(AadSts.NOT_ASSIGNED);
      case DISABLED -> throw new EntraRefusal(AadSts.ACCOUNT_DISABLED);
    }
    throw new IllegalStateException("unknown outcome " + person.outcome());
  }

  private Response callBack(AuthorizeRequest asked, Map<String, String> result) {
    Map<String, String> parameters = new LinkedHashMap<>(result);
    asked.state().ifPresent(state -> parameters.put("state", state));
    if (faults.take(Fault.WRONG_STATE)) {
      parameters.put("state", "another-logins-state");
    }
    if (faults.take(Fault.MISSING_STATE)) {
      parameters.remove("state");
    }
    parameters.put("session_state", "00a1b2c3-d4e5-46f7-8899-aabbccddeeff");
    if (asked.formPost()) {
      return Response.html(
          200,
          Page.of("Working...")
              .openForm("post", asked.redirectUri(), parameters)
              .closeFormAndSubmit("Continue")
              .render());
    }
    String separator = asked.redirectUri().contains("?") ? "&" : "?";
    return Response.redirect(asked.redirectUri() + separator + Form.encode(parameters));
  }
}
