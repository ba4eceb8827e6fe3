package org.guestbridge.simulators.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /invitations} (learn.microsoft.com, "Create invitation", "Reset redemption status",
 * "Invite internal users to B2B collaboration"): a new guest, who is pending until the redeem URL
 * is opened and then signs in by one-time passcode; another mailbox for a guest, who keeps object
 * id, user principal name and groups; an employee who becomes an external user. Who is invited
 * again is the same guest.
 */
final class GraphInvitations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PROPERTIES =
      Set.of(
          "@odata.type",
          "invitedUserEmailAddress",
          "inviteRedirectUrl",
          "invitedUserDisplayName",
          "invitedUserType",
          "sendInvitationMessage",
          "invitedUserMessageInfo",
          "invitedUser",
          "resetRedemption");

  /** What the resource's page allows; a plus is not among it. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?![.-])[\\p{L}\\p{N}'`_.-]+(?<![.-])@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}");

  /** What stands before {@code #EXT#}; how Entra cuts a longer address is not documented. */
  private static final int LONGEST_ADDRESS = 59;

  private static final String PENDING = "PendingAcceptance";

  private final Directory directory;
  private final EntraSettings settings;
  private final URI authority;
  private final Clock clock;

  /** By the number in their redeem URL. */
  private final Map<String, Invitation> open = new HashMap<>();

  private record Invitation(UUID user, String redirectUrl) {}

  /** A request that is not what the documentation allows. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;
    private final String said;

    Wrong(String said) {
      super(said);
      this.said = said;
    }
  }

  GraphInvitations(Directory directory, EntraSettings settings, URI authority, Clock clock) {
    this.directory = directory;
    this.settings = settings;
    this.authority = authority;
    this.clock = clock;
  }

  Response answer(Request request) {
    try {
      JsonNode body = body(request.body());
      String address = text(body, "invitedUserEmailAddress").orElseThrow(() -> missing("email"));
      if (!ADDRESS.matcher(address).matches() || address.length() > LONGEST_ADDRESS) {
        throw new Wrong("The invited user's email address is invalid.");
      }
      String redirect = text(body, "inviteRedirectUrl").orElseThrow(() -> missing("redirect URL"));
      if (!redirect.matches("https?://[^\\s/]+.*")) {
        throw new Wrong("The invite redirect URL is invalid.");
      }
      return created(body, invited(body, address), address, redirect);
    } catch (Wrong wrong) {
      return GraphAnswer.error(400, "BadRequest", wrong.said);
    }
  }

  /** {@code /redeem?rd=ID}: the invited person accepts, once. */
  Response redeem(Request request) {
    Optional<Invitation> invitation = take(request.query().value("rd").orElse(""));
    Optional<Person> person = invitation.flatMap(each -> directory.find(each.user()));
    if (person.isEmpty()) {
      return Response.text(404, "no such invitation");
    }
    directory.change(
        person.get().key(),
        user ->
            user.idp("mail")
                .emailDomainVerified(true)
                .attribute("externalUserState", "Accepted")
                .attribute("externalUserStateChangeDateTime", now()));
    return Response.redirect(invitation.get().redirectUrl());
  }

  private Person invited(JsonNode body, String address) throws Wrong {
    boolean reset = body.path("resetRedemption").asBoolean(false);
    Optional<String> id = text(body.path("invitedUser"), "id");
    Optional<Person> named = id.flatMap(GraphInvitations::uuid).flatMap(directory::find);
    if (id.isPresent() && named.isEmpty()) {
      throw new Wrong("The invited user does not exist.");
    }
    if (reset) {
      Person person = named.orElseThrow(() -> missing("id of the invited user"));
      if (!person.kind().isInvited()) {
        throw new Wrong("Only the redemption of a guest can be reset.");
      }
      return pending(person, person.kind(), address);
    }
    if (named.isPresent()) {
      Person person = named.get();
      boolean sameMail = person.email().filter(address::equalsIgnoreCase).isPresent();
      if (person.kind() != PersonKind.EMPLOYEE || !sameMail) {
        throw new Wrong("The user's mail has to be the invited address, and the user internal.");
      }
      return pending(person, PersonKind.CONVERTED, address);
    }
    Optional<Person> known =
        directory.all().stream()
            .filter(each -> each.email().filter(address::equalsIgnoreCase).isPresent())
            .findFirst();
    if (known.isPresent() && !known.get().kind().isInvited()) {
      throw new Wrong(
          "The invited user already exists in the directory as object ID: "
              + known.get().objectId()
              + ".");
    }
    return known.isPresent() ? known.get() : add(body, address);
  }

  private Person add(JsonNode body, String address) throws Wrong {
    PersonKind kind =
        switch (text(body, "invitedUserType").orElse("Guest").toLowerCase(Locale.ROOT)) {
          case "guest" -> PersonKind.PASSCODE_GUEST;
          case "member" -> PersonKind.EXTERNAL_MEMBER;
          default -> throw new Wrong("invitedUserType is Guest or Member.");
        };
    UUID id = UUID.randomUUID();
    Person person =
        Person.person("invited-" + id, kind, id.toString())
            .displayName(
                text(body, "invitedUserDisplayName")
                    .orElse(address.substring(0, address.indexOf('@'))))
            .preferredUsername(address)
            .upn(address.replace('@', '_') + "#EXT#@" + settings.initialDomain())
            .email(address)
            .acct(kind == PersonKind.PASSCODE_GUEST ? 1 : 0)
            .attribute("externalUserState", PENDING)
            .attribute("externalUserStateChangeDateTime", now())
            .build();
    directory.add(person);
    return person;
  }

  /** The same user object, which keeps its name and waits for another redemption. */
  private Person pending(Person person, PersonKind kind, String address) {
    String name = UserObject.userPrincipalName(person, settings.initialDomain());
    return directory.change(
        person.key(),
        user ->
            user.kind(kind)
                .upn(name)
                .withoutEmail()
                .email(address)
                .preferredUsername(address)
                .withoutIdp()
                .attribute("externalUserState", PENDING)
                .attribute("externalUserStateChangeDateTime", now()));
  }

  private Response created(JsonNode body, Person person, String address, String redirect) {
    String id = UUID.randomUUID().toString();
    boolean pending = PENDING.equals(person.attributes().get("externalUserState"));
    synchronized (open) {
      open.put(id, new Invitation(person.objectId(), redirect));
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("@odata.context", authority + "/v1.0/$metadata#invitations/$entity");
    answer.put("id", id);
    answer.put("inviteRedeemUrl", authority + "/redeem?rd=" + id);
    answer.put("invitedUserDisplayName", text(body, "invitedUserDisplayName").orElse(null));
    answer.put("invitedUserType", person.kind().userType());
    answer.put("invitedUserEmailAddress", address);
    answer.put("sendInvitationMessage", body.path("sendInvitationMessage").asBoolean(false));
    answer.put("resetRedemption", body.path("resetRedemption").asBoolean(false));
    answer.put("inviteRedirectUrl", redirect);
    answer.put("status", pending ? PENDING : "Completed");
    answer.put("invitedUser", Map.of("id", person.objectId().toString()));
    return Response.json(201, answer);
  }

  private Optional<Invitation> take(String id) {
    synchronized (open) {
      return Optional.ofNullable(open.remove(id));
    }
  }

  private static JsonNode body(String text) throws Wrong {
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new Wrong("Unable to read JSON request payload.");
    }
    if (body == null || !body.isObject()) {
      throw new Wrong("Unable to read JSON request payload.");
    }
    for (Map.Entry<String, JsonNode> property : body.properties()) {
      if (!PROPERTIES.contains(property.getKey())) {
        throw new Wrong(
            "The property '"
                + property.getKey()
                + "' does not exist on type 'microsoft.graph.invitation'.");
      }
    }
    for (String name : new String[] {"resetRedemption", "sendInvitationMessage"}) {
      if (body.has(name) && !body.path(name).isBoolean()) {
        throw new Wrong("The property '" + name + "' is no Boolean.");
      }
    }
    return body;
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue()).filter(text -> !text.isBlank());
  }

  private static Optional<UUID> uuid(String text) {
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  private static Wrong missing(String what) {
    return new Wrong("The invitation lacks the " + what + ".");
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
