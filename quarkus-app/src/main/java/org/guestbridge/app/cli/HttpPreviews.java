package org.guestbridge.app.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.app.admin.PreviewOperations;
import org.guestbridge.app.admin.PreviewPage;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.PlanState;

/** A running broker, asked what planning everybody would come to. */
final class HttpPreviews implements PreviewOperations {

  private final HttpAdminOperations broker;

  HttpPreviews(HttpAdminOperations broker) {
    this.broker = broker;
  }

  @Override
  public PreviewPage page(
      Optional<String> candidate, PlanState state, Optional<UUID> after, int limit)
      throws RefusalException {
    String path =
        "previews?limit="
            + limit
            + "&state="
            + state.name().toLowerCase(Locale.ROOT)
            + after.map(id -> "&after=" + id).orElse("")
            + candidate.map(file -> "&candidate=" + encoded(file)).orElse("");
    return broker.get(broker.ofRealm(path), PreviewPage.class);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
