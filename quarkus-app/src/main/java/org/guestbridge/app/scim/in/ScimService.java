package org.guestbridge.app.scim.in;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.guestbridge.core.ledger.Ledger;
import org.guestbridge.core.ledger.LedgerUnavailableException;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.text.RealmId;
import org.guestbridge.realm.Realm;
import org.jboss.logging.Logger;

/** Answers requests whose token is good, and wakes planning after each that wrote. */
@Singleton
final class ScimService {

  private static final Logger LOG = Logger.getLogger("org.guestbridge.scim");

  private final Users users;
  private final Groups groups;
  private final Discovery discovery = new Discovery();
  private final PlanSignal plans;
  private final MeterRegistry metrics;

  ScimService(Ledger ledger, PlanSignal plans, MeterRegistry metrics) {
    this.users = new Users(ledger);
    this.groups = new Groups(ledger);
    this.plans = plans;
    this.metrics = metrics;
  }

  /** Answers a request, which is read first and may be refused at that. */
  ScimAnswer answer(Realm realm, Supplier<ScimRequest> reading) {
    try {
      ScimAnswer answer = dispatch(reading.get());
      if (answer.changed()) {
        plans.changed(realm.id());
      }
      return answer;
    } catch (ScimRefusal refusal) {
      return ScimAnswer.error(refusal);
    } catch (LedgerUnavailableException unavailable) {
      ScimRefusal refusal =
          new ScimRefusal(Code.LEDGER_UNAVAILABLE, "The database does not answer.");
      LOG.errorf(
          "the ledger is unavailable: correlationId=%s %s",
          refusal.correlationId(), unavailable.getMessage());
      return ScimAnswer.error(refusal);
    } catch (RuntimeException defect) {
      ScimRefusal refusal = new ScimRefusal(Code.INTERNAL_ERROR, "Something failed inside.");
      LOG.errorf(
          "internal error of type %s at %s correlationId=%s",
          defect.getClass().getName(), place(defect), refusal.correlationId());
      return ScimAnswer.error(refusal);
    }
  }

  /**
   * Counts an answer that is sent, and says in the log why a request was refused, under the id that
   * the client got.
   *
   * @param realm the realm asked for, if it is served
   * @param channel the channel whose token was presented, if any was
   */
  void answered(ScimAnswer answer, Optional<RealmId> realm, Optional<String> channel) {
    metrics
        .counter("guestbridge.scim.requests", "status", Integer.toString(answer.status()))
        .increment();
    answer
        .refusal()
        .ifPresent(
            refusal ->
                LOG.infof(
                    "SCIM request refused: realm=%s channel=%s code=%s correlationId=%s %s",
                    realm.map(RealmId::value).orElse("-"),
                    channel.orElse("-"),
                    refusal.code().text(),
                    refusal.correlationId(),
                    refusal.getMessage()));
  }

  private ScimAnswer dispatch(ScimRequest request) {
    return switch (request.resource()) {
      case "Users" -> users(request);
      case "Groups" -> groups(request);
      case "ServiceProviderConfig", "ResourceTypes", "Schemas" -> {
        requireMethod(request.method().equals("GET"));
        yield discovery.read(request);
      }
      default -> throw Resources.notFound();
    };
  }

  private ScimAnswer users(ScimRequest request) {
    if (request.id().isEmpty()) {
      requireMethod(request.method().equals("GET") || request.method().equals("POST"));
      return request.method().equals("GET") ? users.list(request) : users.create(request);
    }
    return switch (request.method()) {
      case "GET" -> users.read(request);
      case "PUT" -> users.replace(request);
      case "PATCH" -> users.patch(request);
      case "DELETE" -> users.delete(request);
      default -> throw method();
    };
  }

  private ScimAnswer groups(ScimRequest request) {
    if (request.id().isEmpty()) {
      requireMethod(request.method().equals("GET") || request.method().equals("POST"));
      return request.method().equals("GET") ? groups.list(request) : groups.create(request);
    }
    return switch (request.method()) {
      case "GET" -> groups.read(request);
      case "PUT" -> groups.replace(request);
      case "PATCH" -> groups.patch(request);
      case "DELETE" -> groups.delete(request);
      default -> throw method();
    };
  }

  private static void requireMethod(boolean known) {
    if (!known) {
      throw method();
    }
  }

  private static ScimRefusal method() {
    return new ScimRefusal(Code.SCIM_METHOD, "The resource does not know this method.");
  }

  /** Where a defect came up; its message may quote a person's values. */
  private static String place(RuntimeException defect) {
    StackTraceElement[] frames = defect.getStackTrace();
    return frames.length == 0 ? "unknown" : frames[0].toString();
  }
}
