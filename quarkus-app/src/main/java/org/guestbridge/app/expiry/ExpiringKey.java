package org.guestbridge.app.expiry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlServiceProvider;

/**
 * The key of a directory, whose end the realm file notes: the directory tells nobody (Atlassian
 * support, "Manage SCIM API key expiration").
 *
 * @param realm the realm that fills the directory
 * @param directory the downstream's name
 * @param notAfter the last moment at which the key works
 */
public record ExpiringKey(RealmId realm, String directory, Instant notAfter) {

  /** Those of a realm whose end is noted. */
  public static Stream<ExpiringKey> of(Realm realm) {
    return realm.downstreams().values().stream()
        .flatMap(each -> each instanceof SamlServiceProvider app ? Stream.of(app) : Stream.empty())
        .flatMap(
            app ->
                app.directory().stream()
                    .flatMap(to -> to.keyExpires().stream())
                    .map(
                        day ->
                            new ExpiringKey(
                                realm.id(),
                                app.name(),
                                day.plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                                    .minusSeconds(1))));
  }

  /** How soon somebody has to act. */
  public Urgency urgency(Instant now) {
    return Urgency.of(Duration.between(now, notAfter));
  }

  /** One line for a log, without any secret. */
  public String message(Instant now) {
    return "directory key "
        + (urgency(now) == Urgency.EXPIRED ? "has run out" : "runs out")
        + ": realm="
        + realm
        + " directory="
        + directory
        + " notAfter="
        + notAfter
        + " daysLeft="
        + Duration.between(now, notAfter).toDays()
        + "; Make a new API key at the directory, put it where directory.key refers to, and change"
        + " keyExpires.";
  }
}
