package org.guestbridge.simulators.entra.saml;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a SAML application of the tenant is configured.
 *
 * @param applicationId the parameter {@code appid} that selects its certificates in the metadata
 * @param nameIdSource where the NameID comes from
 * @param joinDomain the transformation Join: everything after {@code @} is replaced by this domain,
 *     as Entra does it; empty means no transformation
 * @param optionalAttributes attributes beside the ones that are always sent
 */
public record EntraSamlSettings(
    String applicationId,
    NameIdSource nameIdSource,
    Optional<String> joinDomain,
    Set<OptionalAttribute> optionalAttributes) {

  public static final String DEFAULT_APPLICATION = "8d7e6f5a-4b3c-4d2e-9f1a-0b9c8d7e6f5a";

  /** A source attribute of the NameID. */
  public enum NameIdSource {
    /** Mail for guests homed in another Entra tenant, the real UPN for everybody else. */
    USER_PRINCIPAL_NAME,
    /** The real UPN, with {@code #EXT#} for every guest. */
    LOCAL_USER_PRINCIPAL_NAME,
    MAIL,
    OBJECT_ID
  }

  /** Attributes that an administrator adds. */
  public enum OptionalAttribute {
    ACCT,
    UPN,
    GROUPS,
    ROLE
  }

  public EntraSamlSettings {
    optionalAttributes = Set.copyOf(optionalAttributes);
  }

  /** NameID from user.userprincipalname, every optional attribute. */
  public static EntraSamlSettings defaults() {
    return new EntraSamlSettings(
        DEFAULT_APPLICATION,
        NameIdSource.USER_PRINCIPAL_NAME,
        Optional.empty(),
        EnumSet.allOf(OptionalAttribute.class));
  }

  public EntraSamlSettings withNameIdSource(NameIdSource value) {
    return new EntraSamlSettings(applicationId, value, joinDomain, optionalAttributes);
  }

  public EntraSamlSettings withJoinDomain(String value) {
    return new EntraSamlSettings(
        applicationId, nameIdSource, Optional.of(value), optionalAttributes);
  }

  public EntraSamlSettings withOptionalAttributes(Set<OptionalAttribute> value) {
    return new EntraSamlSettings(applicationId, nameIdSource, joinDomain, value);
  }
}
