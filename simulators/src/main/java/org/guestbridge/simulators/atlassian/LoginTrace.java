package org.guestbridge.simulators.atlassian;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects, step by step, what becomes a {@link Login}. Used by one thread. */
final class LoginTrace {
  private final Optional<String> relayState;
  private boolean serviceProviderInitiated;
  private Optional<String> expectedEmail = Optional.empty();
  private Optional<String> nameId = Optional.empty();
  private Optional<String> nameIdFormat = Optional.empty();
  private final Map<String, List<String>> accepted = new LinkedHashMap<>();
  private final List<Login.RejectedAttribute> rejected = new ArrayList<>();
  private List<String> statusCodes = List.of();
  private Optional<AccountLinking.Result> result = Optional.empty();
  private Optional<LoginFailure> failure = Optional.empty();
  private String detail = "";

  LoginTrace(Optional<String> relayState) {
    this.relayState = relayState;
  }

  void status(List<String> codes) {
    statusCodes = codes;
  }

  void answers(PendingRequests.Pending pending) {
    serviceProviderInitiated = true;
    expectedEmail = pending.expectedEmail();
  }

  /** Records the person and sorts the attributes into those that are read and the rest. */
  void assertion(ReadAssertion assertion, Switches switches) {
    nameId = Optional.of(assertion.nameId());
    nameIdFormat = assertion.nameIdFormat();
    List<String> known = ReadAssertion.known(switches);
    assertion
        .attributes()
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                reject(name, values, "not an attribute that Atlassian reads");
              } else if (assertion.value(name).isEmpty()) {
                reject(name, values, "must have exactly one value that is not blank");
              } else {
                accepted.put(name, List.copyOf(values));
              }
            });
  }

  void succeed(AccountLinking.Result value) {
    result = Optional.of(value);
  }

  void fail(LoginRefused refusal) {
    failure = Optional.of(refusal.failure());
    detail = refusal.detail();
  }

  Login finish(long number, Instant at) {
    return new Login(
        number,
        at,
        serviceProviderInitiated,
        relayState,
        expectedEmail,
        nameId,
        nameIdFormat,
        accepted,
        rejected,
        statusCodes,
        result.map(AccountLinking.Result::account),
        result.map(AccountLinking.Result::linking),
        failure,
        detail);
  }

  private void reject(String name, List<String> values, String reason) {
    rejected.add(new Login.RejectedAttribute(name, List.copyOf(values), reason));
  }
}
