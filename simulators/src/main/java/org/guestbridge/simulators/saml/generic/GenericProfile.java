package org.guestbridge.simulators.saml.generic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.simulators.entra.Person;
import org.guestbridge.simulators.saml.generic.SamlIdpSettings.Attribute;
import org.guestbridge.simulators.saml.idp.AuthnRequest;
import org.guestbridge.simulators.saml.idp.IdpProfile;
import org.guestbridge.simulators.saml.idp.IssuedName;
import org.guestbridge.simulators.saml.idp.NameIdFormat;
import org.guestbridge.simulators.saml.idp.RegisteredServiceProvider;
import org.guestbridge.simulators.saml.idp.RequestRefused;

/** An identity provider that keeps to SAML core: persistent NameIDs, SAML statuses. */
final class GenericProfile implements IdpProfile {
  private final String issuer;
  private final String endpoint;
  private final Map<Attribute, String> names;

  GenericProfile(String issuer, String endpoint, Map<Attribute, String> names) {
    this.issuer = issuer;
    this.endpoint = endpoint;
    this.names = names;
  }

  @Override
  public String issuer() {
    return issuer;
  }

  @Override
  public String logoutIssuer() {
    return issuer;
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public Duration backDated() {
    return Duration.ZERO;
  }

  @Override
  public Duration lifetime() {
    return Duration.ofMinutes(5);
  }

  @Override
  public void check(AuthnRequest request) throws RequestRefused {
    if (request.namesSubject()) {
      throw RequestRefused.withStatus(
          "Requester", "RequestUnsupported", "A Subject in the request is not supported.");
    }
  }

  @Override
  public String unknownServiceProvider(String entityId) {
    return "Unknown service provider: " + entityId;
  }

  @Override
  public String unregisteredAssertionConsumer(String address) {
    return "Unregistered assertion consumer: " + address;
  }

  @Override
  public String unreadable(String detail) {
    return "The request cannot be read: " + detail;
  }

  @Override
  public IssuedName name(
      Person person, RegisteredServiceProvider serviceProvider, Optional<String> requestedFormat)
      throws RequestRefused {
    String format = requestedFormat.orElse(NameIdFormat.PERSISTENT);
    return switch (format) {
      case NameIdFormat.PERSISTENT, NameIdFormat.UNSPECIFIED ->
          new IssuedName(
              persistent(person, serviceProvider),
              NameIdFormat.PERSISTENT,
              Optional.of(issuer),
              Optional.of(serviceProvider.entityId()));
      case NameIdFormat.TRANSIENT -> IssuedName.of("_" + UUID.randomUUID(), format);
      case NameIdFormat.EMAIL_ADDRESS ->
          IssuedName.of(
              person.email().orElseThrow(() -> badPolicy("The person has no address.")), format);
      default -> throw badPolicy("The format is not supported.");
    };
  }

  private static RequestRefused badPolicy(String message) {
    return RequestRefused.withStatus("Requester", "InvalidNameIDPolicy", message);
  }

  /** The same person has another name at every service provider. */
  private static String persistent(Person person, RegisteredServiceProvider serviceProvider) {
    String pair = serviceProvider.entityId() + "|" + person.objectId();
    return UUID.nameUUIDFromBytes(pair.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public Map<String, List<String>> attributes(Person person) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (Attribute attribute : Attribute.values()) {
      Optional<String> name = Optional.ofNullable(names.get(attribute));
      List<String> values = values(attribute, person);
      if (name.isPresent() && !values.isEmpty()) {
        attributes.put(name.get(), values);
      }
    }
    return attributes;
  }

  private static List<String> values(Attribute attribute, Person person) {
    return switch (attribute) {
      case ID -> List.of(person.objectId().toString());
      case MAIL -> person.email().stream().toList();
      case GIVEN_NAME -> person.givenName().stream().toList();
      case SURNAME -> person.familyName().stream().toList();
      case DISPLAY_NAME -> List.of(person.displayName());
      case USER_NAME -> List.of(person.preferredUsername());
      case GROUPS -> person.groups().stream().map(UUID::toString).toList();
    };
  }

  @Override
  public String attributeOf(Semantic semantic) {
    return semantic == Semantic.OBJECT_ID
        ? names.getOrDefault(Attribute.ID, "uid")
        : "not-an-attribute-of-this-identity-provider";
  }
}
