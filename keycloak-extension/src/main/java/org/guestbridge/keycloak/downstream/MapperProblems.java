package org.guestbridge.keycloak.downstream;

import java.util.List;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Problem;
import org.keycloak.protocol.ProtocolMapperConfigException;

/** Tells an administrator, who saves a mapper, everything that is wrong with it at once. */
final class MapperProblems {

  /** Keycloak looks for a translation under this key, and fails where there is no key at all. */
  private static final String MESSAGE_KEY = "guestbridgeMapperInvalid";

  private MapperProblems() {}

  static void refuse(List<Problem> problems) throws ProtocolMapperConfigException {
    if (!problems.isEmpty()) {
      throw new ProtocolMapperConfigException(
          problems.stream().map(MapperProblems::line).collect(Collectors.joining("; ")),
          MESSAGE_KEY);
    }
  }

  private static String line(Problem problem) {
    String place = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
    return problem.code().text() + ": " + place + problem.detail();
  }
}
