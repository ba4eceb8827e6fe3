package org.guestbridge.app.scim.out;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;

/**
 * A JSON answer of a directory that is a success, 404 or 409, or a success without content.
 * Untrusted.
 *
 * @param status the HTTP status
 * @param resource the members of the body
 * @param text the body for an administrator, cut and without the key
 */
record ScimReply(int status, Map<String, Object> resource, String text) {

  /** The status of a success that says nothing. */
  static final int NO_CONTENT = 204;

  /** Goes into a path, so it is never a dot segment. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,127}");

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  boolean hasNoContent() {
    return status == NO_CONTENT;
  }

  boolean isMissing() {
    return status == 404;
  }

  /** The directory's id of the resource. */
  String id() throws DeliveryFailure {
    return id(resource);
  }

  static String id(Map<String, Object> resource) throws DeliveryFailure {
    return text(resource, "id")
        .filter(ScimReply::isId)
        .orElseThrow(
            () ->
                DeliveryFailure.retry(
                    Code.DELIVERY_ANSWER_INVALID, "a resource without a usable id"));
  }

  /** Whether {@code id} can be a directory's id. */
  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  static Optional<String> text(Map<String, Object> resource, String name) {
    return resource.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[reply " + status + "]";
  }
}
