package org.guestbridge.app.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.guestbridge.app.downstream.saml.MetadataRegistrations;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.load.LoadResult;
import org.guestbridge.realm.load.RealmLoader;
import org.guestbridge.simulators.entra.EntraSettings;

/** Realm files for tests, and the ids of findings. */
public final class Realms {

  public static final String SECRET = "client-secret-c4n4ry";

  private static final String TEXT =
      """
      realm: example
      publicUrl: @publicUrl@
      domains: { passThrough: [example.com], alias: [guests.example.com] }
      mail: { handledBy: elsewhere }
      upstreams:
        entra:
          type: entra-oidc
          tenant: "@tenant@"
          authority: "@authority@"
          clientId: "@client@"
          credential: { secret: "${file:client-secret}" }
          idpClaimConfigured: true
      downstreams:
        atlassian:
          type: atlassian-saml
          entityId: https://auth.atlassian.com/saml/one
          acs: @acs@/login/callback?connection=saml-one
      rules:
        - name: employees
          when: { account: internal }
          passThrough: { address: upn }
        - name: partners
          when: { account: external, mailDomain: { in: [partner.example] } }
          alias: { local: "{mail.local}", domain: guests.example.com, onCollision: suffix }
        - name: nobody else
          refuse: { message: "Ask your contact." }
      """;

  private Realms() {}

  /** Writes a realm file and its secret. */
  public static Path write(Path directory, URI entra, URI broker, URI downstream) {
    return write(directory, entra, broker, downstream, UnaryOperator.identity());
  }

  static Path write(
      Path directory, URI entra, URI broker, URI downstream, UnaryOperator<String> edit) {
    String text =
        TEXT.replace("@publicUrl@", broker.toString())
            .replace("@tenant@", EntraSettings.DEFAULT_TENANT.toString())
            .replace("@authority@", entra.toString())
            .replace("@client@", EntraSettings.DEFAULT_CLIENT_ID)
            .replace("@acs@", downstream.toString());
    try {
      Path secret = Files.writeString(directory.resolve("client-secret"), SECRET);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      return Files.writeString(directory.resolve("realm.yaml"), edit.apply(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoadResult load(Path file) {
    return new RealmLoader(
            name -> Map.<String, String>of().get(name),
            new MetadataRegistrations(InstantSource.system()))
        .load(file);
  }

  static Realm realm(Path directory, UnaryOperator<String> edit) {
    URI nowhere = URI.create("https://nowhere.example");
    LoadResult result = load(write(directory, nowhere, nowhere, nowhere, edit));
    return result.fold(
        LoadResult.Loaded::realm,
        rejected -> {
          throw new AssertionError(rejected.problems().toString());
        });
  }

  static List<Diagnosis> diagnoses(List<Finding> findings) {
    return findings.stream().map(Finding::diagnosis).toList();
  }
}
