package org.guestbridge.app.doctor;

import java.net.URI;
import java.util.List;
import org.guestbridge.app.http.client.BoundedHttp;
import org.guestbridge.app.http.client.HttpAnswer;
import org.guestbridge.app.json.StrictJson;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.ScimDirectory;

/** Asks a directory, with its key, for one of its accounts (RFC 7644 section 3.4.2). */
final class DirectoryCheck implements Check {

  private final String subject;
  private final ScimDirectory directory;
  private final BoundedHttp http;

  /**
   * A check of one directory.
   *
   * @param subject the downstream's name
   */
  DirectoryCheck(String subject, ScimDirectory directory, BoundedHttp http) {
    this.subject = subject;
    this.directory = directory;
    this.http = http;
  }

  @Override
  public String name() {
    return "directory " + subject;
  }

  @Override
  public List<Finding> run() {
    try {
      HttpAnswer answer =
          http.getJson(
              URI.create(directory.base() + "/Users?count=1"),
              "Bearer " + directory.key().reveal());
      return List.of(Finding.of(judge(answer), subject, "status " + answer.status()));
    } catch (RefusalException refusal) {
      Diagnosis diagnosis =
          OidcUpstreamCheck.isTransport(refusal)
              ? Diagnosis.DIRECTORY_UNREACHABLE
              : Diagnosis.DIRECTORY_ANSWER_INVALID;
      return List.of(Finding.of(diagnosis, subject, OidcUpstreamCheck.seen(refusal)));
    }
  }

  private static Diagnosis judge(HttpAnswer answer) throws RefusalException {
    int status = answer.status();
    if (status == 401 || status == 403) {
      return Diagnosis.DIRECTORY_KEY_REFUSED;
    }
    if (status == 404) {
      return Diagnosis.DIRECTORY_ADDRESS_UNKNOWN;
    }
    if (status == 429) {
      return Diagnosis.DIRECTORY_BUSY;
    }
    if (status == 408 || status >= 500) {
      return Diagnosis.DIRECTORY_UNREACHABLE;
    }
    return status == 200 && isList(answer)
        ? Diagnosis.DIRECTORY_OK
        : Diagnosis.DIRECTORY_ANSWER_INVALID;
  }

  /** An empty directory may leave its resources out, but not how many there are. */
  private static boolean isList(HttpAnswer answer) throws RefusalException {
    return StrictJson.object(answer.requireJson().body(), Code.UPSTREAM_RESPONSE_INVALID)
            .get("totalResults")
        instanceof Number;
  }
}
