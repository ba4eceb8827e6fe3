package org.guestbridge.realm.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.AttributeNames;
import org.guestbridge.realm.Downstream;
import org.guestbridge.realm.IdpInitiated;
import org.guestbridge.realm.NameIdFormat;
import org.guestbridge.realm.ReleasePolicy;
import org.guestbridge.realm.SamlRegistration;
import org.guestbridge.realm.SamlServiceProvider;
import org.guestbridge.realm.ScimDirectory;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Section;

/**
 * Reads one downstream. The type {@code atlassian-saml} is the type {@code saml} with Atlassian's
 * defaults and without the keys that Atlassian has no use for.
 */
final class DownstreamReader {

  private static final Map<String, NameIdFormat> NAME_ID_FORMATS = nameIdFormats();

  private static final Map<String, Profile> PROFILES = profiles();

  private final RegistrationReader registrations;
  private final ReleaseReader releases;
  private final DirectoryReader directories;

  DownstreamReader(References references, Urls urls, Optional<MetadataReader> metadata) {
    this.registrations = new RegistrationReader(references, urls, metadata);
    this.releases = new ReleaseReader();
    this.directories = new DirectoryReader(references, urls);
  }

  /** Reads a downstream of a realm that has these upstreams. */
  Optional<Downstream> read(String name, Section section, Set<String> upstreams) {
    Profile profile =
        section.required("type").flatMap(node -> node.oneOf(PROFILES)).orElse(Profile.GENERIC);
    Optional<SamlRegistration> registration =
        profile == Profile.ATLASSIAN
            ? registrations.written(name, section)
            : registrations.read(name, section);
    Optional<NameIdFormat> nameIdFormat =
        profile == Profile.ATLASSIAN
            ? Optional.empty()
            : section
                .optional("nameId")
                .flatMap(Node::section)
                .flatMap(DownstreamReader::nameIdFormat);
    Optional<Boolean> requireSigned = requireSigned(section, registration);
    Optional<Boolean> signResponse = section.optional("signResponse").flatMap(Node::flag);
    Optional<AttributeNames> attributes =
        section.optional("attributes").flatMap(Node::section).flatMap(AttributesReader::read);
    Optional<IdpInitiated> idpInitiated =
        section.optional("idpInitiated").flatMap(Node::section).flatMap(releases::idpInitiated);
    Optional<ReleasePolicy> release =
        section
            .optional("release")
            .flatMap(Node::section)
            .flatMap(policy -> releases.policy(policy, upstreams));
    Optional<List<String>> origins =
        section.optional("redirectOrigins").flatMap(node -> node.items(Urls::hostSource));
    Optional<ScimDirectory> directory =
        profile == Profile.ATLASSIAN
            ? section.optional("directory").flatMap(Node::section).flatMap(directories::read)
            : Optional.empty();
    return section.finish(
        () ->
            new SamlServiceProvider(
                name,
                registration.orElseThrow(),
                requireSigned.orElse(false) || registration.orElseThrow().signsRequests(),
                signResponse.orElse(false),
                nameIdFormat.orElse(NameIdFormat.EMAIL),
                attributes.orElse(AttributeNames.DEFAULTS),
                idpInitiated,
                release.orElse(ReleasePolicy.EVERYTHING),
                origins.orElse(profile.redirectOrigins()),
                directory));
  }

  private static Optional<Boolean> requireSigned(
      Section section, Optional<SamlRegistration> registration) {
    Optional<Node> node = section.optional("requireSignedRequests");
    Optional<Boolean> required = node.flatMap(Node::flag);
    boolean keysMissing =
        registration.map(read -> read.signingCertificates().isEmpty()).orElse(false);
    if (required.orElse(false) && keysMissing) {
      node.orElseThrow()
          .report(Code.REALM_VALUE_INVALID, "Signed requests need signingCertificates.");
    }
    return required;
  }

  private static Optional<NameIdFormat> nameIdFormat(Section section) {
    Optional<NameIdFormat> format =
        section.required("format").flatMap(node -> node.oneOf(NAME_ID_FORMATS));
    return section.finish(format::orElseThrow);
  }

  private static Map<String, NameIdFormat> nameIdFormats() {
    Map<String, NameIdFormat> formats = new LinkedHashMap<>();
    formats.put("email", NameIdFormat.EMAIL);
    formats.put("persistent", NameIdFormat.PERSISTENT);
    formats.put("transient", NameIdFormat.TRANSIENT);
    formats.put("unspecified", NameIdFormat.UNSPECIFIED);
    return formats;
  }

  private static Map<String, Profile> profiles() {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    profiles.put("atlassian-saml", Profile.ATLASSIAN);
    profiles.put("saml", Profile.GENERIC);
    return profiles;
  }

  /** What a type of downstream is by default. */
  private enum Profile {
    ATLASSIAN,
    GENERIC;

    List<String> redirectOrigins() {
      return this == ATLASSIAN ? SamlServiceProvider.ATLASSIAN_ORIGINS : List.of();
    }
  }
}
