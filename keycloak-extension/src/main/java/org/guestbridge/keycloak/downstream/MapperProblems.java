package org.guestbridge.keycloak.downstream;

import java.util.List;
import java.util.stream.Collectors;
import org.guestbridge.core.problem.Problem;
import org.keycloak.protocol.ProtocolMapperConfigException;

/** Tells an administrator, who saves a mapper, everything that is wrong with it at once. */
final class MapperProblems {

  private MapperProblems() {}

  static void refuse(List<Problem> problems) throws ProtocolMapperConfigException {
    if (!problems.isEmpty()) {
      throw new ProtocolMapperConfigException(
          problems.stream().map(MapperProblems::line).collect(Collectors.joining("; ")));
    }
  }

  private static String line(Problem problem) {
    String place = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
    return problem.code().text() + ": " + place + problem.detail();
  }
}
