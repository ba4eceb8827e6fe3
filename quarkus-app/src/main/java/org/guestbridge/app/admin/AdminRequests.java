package org.guestbridge.app.admin;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.core.provisioning.DeliveryKey;
import org.guestbridge.core.provisioning.DeliveryKind;
import org.guestbridge.core.provisioning.PullLoss;
import org.guestbridge.core.text.EmailAddress;
import org.guestbridge.core.text.RealmId;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request, once and strictly, and asks the operations. */
final class AdminRequests {

  /** The header that names who gives the order. */
  static final String ACTOR_HEADER = "Guestbridge-Actor";

  private static final int DEFAULT_LIMIT = 100;

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  static final String REALM = "realm";
  static final String DIRECTORY = "directory";
  static final String AFTER = "after";
  static final String LIMIT = "limit";
  private static final String KIND = "kind";
  private static final String MAILBOX = "mailbox";
  private static final String CHANNEL = "channel";

  private final AdminRealms realms;

  AdminRequests(AdminRealms realms) {
    this.realms = realms;
  }

  Object status(RoutingContext context) throws RefusalException {
    allow(context, Set.of());
    return realms.status();
  }

  Object aliases(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, AFTER, LIMIT, "address"));
    Optional<String> address = query(context, "address");
    if (address.isPresent()) {
      return operations(context)
          .aliasesHolding(EmailAddress.parse(address.get()).orElseThrow(() -> invalid("address")));
    }
    return operations(context).aliases(after(context), limit(context));
  }

  Object alias(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM));
    return operations(context).alias(pathId(context));
  }

  Object change(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM));
    AdminAction action =
        AdminAction.parse(path(context, "action"))
            .orElseThrow(() -> new RefusalException(Code.NOT_FOUND, ""));
    return operations(context).change(pathId(context), action, actor(context));
  }

  Object audit(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, AFTER, LIMIT));
    long after = number(query(context, AFTER).orElse("0"), AFTER);
    return operations(context).audit(after, limit(context));
  }

  Object deliveries(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, DIRECTORY));
    return operations(context).deliveries().status(query(context, DIRECTORY));
  }

  Object setAside(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, DIRECTORY, KIND, AFTER, LIMIT));
    return operations(context)
        .deliveries()
        .setAside(
            required(context, DIRECTORY), kind(context), query(context, AFTER), limit(context));
  }

  Object order(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, DIRECTORY, KIND, "item", "remoteId"));
    DeliveryOrder order =
        DeliveryOrder.parse(path(context, "order"))
            .orElseThrow(() -> new RefusalException(Code.NOT_FOUND, ""));
    return operations(context)
        .deliveries()
        .order(order, key(context), query(context, "remoteId"), actor(context));
  }

  Object mailRoutes(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, AFTER, LIMIT));
    return operations(context).mail().routes(after(context), limit(context));
  }

  /** The mailbox stands in the body, so that no log of URLs can hold it. */
  Object mailOrder(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM));
    MailOrder order =
        MailOrder.parse(path(context, "order"))
            .orElseThrow(() -> new RefusalException(Code.NOT_FOUND, ""));
    return operations(context)
        .mail()
        .order(order, pathId(context), mailbox(context), actor(context));
  }

  private static Optional<EmailAddress> mailbox(RoutingContext context) throws RefusalException {
    @Nullable String body = context.body().asString();
    if (body == null || body.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> members = AdminJson.readObject(body);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    if (members.size() == 1 && members.get(MAILBOX) instanceof String text) {
      return Optional.of(EmailAddress.parse(text).orElseThrow(() -> invalid(MAILBOX)));
    }
    throw invalid(MAILBOX);
  }

  Object pulls(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, CHANNEL));
    return operations(context).pulls(query(context, CHANNEL));
  }

  Object pull(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, CHANNEL));
    boolean full =
        switch (path(context, "extent")) {
          case "now" -> false;
          case "full" -> true;
          default -> throw new RefusalException(Code.NOT_FOUND, "");
        };
    return operations(context).pull(query(context, CHANNEL), full);
  }

  Object withdraw(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM, CHANNEL, "guests", "employees", "members"));
    PullLoss withheld =
        new PullLoss(
            number(required(context, "guests"), "guests"),
            number(required(context, "employees"), "employees"),
            number(required(context, "members"), "members"));
    return operations(context).withdraw(required(context, CHANNEL), withheld, actor(context));
  }

  Object explain(RoutingContext context) throws RefusalException {
    allow(context, Set.of(REALM));
    @Nullable String body = context.body().asString();
    return operations(context).explain(AdminJson.readObject(body == null ? "" : body));
  }

  AdminOperations operations(RoutingContext context) throws RefusalException {
    Optional<String> name = query(context, REALM);
    if (name.isEmpty()) {
      return realms.of(Optional.empty());
    }
    return realms.of(Optional.of(RealmId.parse(name.get()).orElseThrow(() -> invalid(REALM))));
  }

  private static DeliveryKey key(RoutingContext context) throws RefusalException {
    try {
      return new DeliveryKey(
          required(context, DIRECTORY), kind(context), required(context, "item"));
    } catch (IllegalArgumentException oversized) {
      throw invalid("item");
    }
  }

  private static DeliveryKind kind(RoutingContext context) throws RefusalException {
    return switch (required(context, KIND)) {
      case "user" -> DeliveryKind.USER;
      case "group" -> DeliveryKind.GROUP;
      default -> throw invalid(KIND);
    };
  }

  static String required(RoutingContext context, String name) throws RefusalException {
    return query(context, name).orElseThrow(() -> invalid(name));
  }

  static Actor actor(RoutingContext context) throws RefusalException {
    List<String> names = context.request().headers().getAll(ACTOR_HEADER);
    if (names.isEmpty()) {
      return new Actor("admin");
    }
    if (names.size() > 1) {
      throw invalid(ACTOR_HEADER);
    }
    return Actor.parse(names.get(0)).orElseThrow(() -> invalid(ACTOR_HEADER));
  }

  static int limit(RoutingContext context) throws RefusalException {
    Optional<String> text = query(context, LIMIT);
    long limit = text.isPresent() ? number(text.get(), LIMIT) : DEFAULT_LIMIT;
    if (limit < 1 || limit > AdminOperations.MAX_PAGE) {
      throw invalid(LIMIT);
    }
    return (int) limit;
  }

  /** The id after which a page begins. */
  static Optional<UUID> after(RoutingContext context) throws RefusalException {
    Optional<String> after = query(context, AFTER);
    if (after.filter(text -> !ID.matcher(text).matches()).isPresent()) {
      throw invalid(AFTER);
    }
    return after.map(UUID::fromString);
  }

  private static UUID pathId(RoutingContext context) throws RefusalException {
    String id = path(context, "id");
    if (!ID.matcher(id).matches()) {
      throw new RefusalException(Code.BINDING_UNKNOWN, "The id is not a binding's.");
    }
    return UUID.fromString(id);
  }

  static String path(RoutingContext context, String name) {
    @Nullable String value = context.pathParam(name);
    return value == null ? "" : value;
  }

  static long number(String text, String name) throws RefusalException {
    if (!NUMBER.matcher(text).matches()) {
      throw invalid(name);
    }
    return Long.parseLong(text);
  }

  static void allow(RoutingContext context, Set<String> names) throws RefusalException {
    for (String name : context.queryParams().names()) {
      if (!names.contains(name)) {
        throw new RefusalException(Code.REQUEST_INVALID, "The request has an unknown parameter.");
      }
    }
  }

  static Optional<String> query(RoutingContext context, String name) throws RefusalException {
    List<String> values = context.queryParam(name);
    if (values.size() > 1) {
      throw invalid(name);
    }
    return values.stream().findFirst();
  }

  static RefusalException invalid(String name) {
    return new RefusalException(Code.REQUEST_INVALID, "The value of " + name + " is not valid.");
  }
}
