package org.guestbridge.keycloak.downstream;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.guestbridge.core.release.PersistentNameId;
import org.guestbridge.core.release.ReleasedIdentity;
import org.guestbridge.realm.NameIdFormat;
import org.keycloak.common.util.SecretGenerator;

/** NameID formats in Keycloak, and what a person is called in each (SAML core 8.3). */
public final class Formats {

  /** 160 random bits as hexadecimal digits; SAML core 1.3.4 asks for 128, advises 160. */
  private static final int RANDOM_BYTES = 20;

  private Formats() {}

  /** The format of a URI, when it is one that is offered. */
  public static Optional<NameIdFormat> parse(String uri) {
    return Arrays.stream(NameIdFormat.values()).filter(f -> f.uri().equals(uri)).findFirst();
  }

  static String nameId(NameIdFormat format, DownstreamClient client, ReleasedIdentity identity) {
    return switch (format) {
      case EMAIL, UNSPECIFIED -> identity.address().value();
      case PERSISTENT -> PersistentNameId.of(identity.internalId(), client.entityId());
      case TRANSIENT ->
          "_" + HexFormat.of().formatHex(SecretGenerator.getInstance().randomBytes(RANDOM_BYTES));
    };
  }
}
