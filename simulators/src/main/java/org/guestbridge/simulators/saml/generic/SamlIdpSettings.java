package org.guestbridge.simulators.saml.generic;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.saml.idp.IdpMetadata;

/**
 * A SAML identity provider of any make.
 *
 * @param port port on 127.0.0.1; 0 takes a free one
 * @param entityId empty takes the address: of the metadata, or of the policy
 * @param b2cPolicy the custom policy of an Azure AD B2C tenant, which then is a part of every
 *     address; empty for any other identity provider
 * @param attributeNames which attributes are sent, by the names they have here
 * @param metadata how the metadata looks
 */
public record SamlIdpSettings(
    int port,
    Optional<String> entityId,
    Optional<String> b2cPolicy,
    Map<Attribute, String> attributeNames,
    IdpMetadata.Style metadata,
    Clock clock) {

  /** What an attribute says about a person. */
  public enum Attribute {
    ID,
    MAIL,
    GIVEN_NAME,
    SURNAME,
    DISPLAY_NAME,
    USER_NAME,
    GROUPS
  }

  public SamlIdpSettings {
    attributeNames = Map.copyOf(attributeNames);
  }

  /** Names of the eduPerson world; unsigned metadata that is valid for a day. */
  public static SamlIdpSettings defaults() {
    Map<Attribute, String> names = new EnumMap<>(Attribute.class);
    names.put(Attribute.ID, "uid");
    names.put(Attribute.MAIL, "mail");
    names.put(Attribute.GIVEN_NAME, "givenName");
    names.put(Attribute.SURNAME, "sn");
    names.put(Attribute.DISPLAY_NAME, "displayName");
    names.put(Attribute.GROUPS, "groups");
    return new SamlIdpSettings(
        0,
        Optional.empty(),
        Optional.empty(),
        names,
        new IdpMetadata.Style(
            false, true, Optional.of(Duration.ofDays(1)), Optional.of(Duration.ofHours(1))),
        Clock.systemUTC());
  }

  /** An Azure AD B2C tenant with this custom policy and its usual claim names. */
  public static SamlIdpSettings b2c(String policy) {
    Map<Attribute, String> names = new EnumMap<>(Attribute.class);
    names.put(Attribute.ID, "objectId");
    names.put(Attribute.MAIL, "email");
    names.put(Attribute.GIVEN_NAME, "givenName");
    names.put(Attribute.SURNAME, "surname");
    names.put(Attribute.DISPLAY_NAME, "displayName");
    return defaults().withPolicy(policy).withAttributeNames(names);
  }

  public SamlIdpSettings withPort(int value) {
    return new SamlIdpSettings(value, entityId, b2cPolicy, attributeNames, metadata, clock);
  }

  public SamlIdpSettings withEntityId(String value) {
    return new SamlIdpSettings(
        port, Optional.of(value), b2cPolicy, attributeNames, metadata, clock);
  }

  public SamlIdpSettings withAttributeNames(Map<Attribute, String> value) {
    return new SamlIdpSettings(port, entityId, b2cPolicy, value, metadata, clock);
  }

  public SamlIdpSettings withMetadata(IdpMetadata.Style value) {
    return new SamlIdpSettings(port, entityId, b2cPolicy, attributeNames, value, clock);
  }

  private SamlIdpSettings withPolicy(String value) {
    return new SamlIdpSettings(port, entityId, Optional.of(value), attributeNames, metadata, clock);
  }
}
