package org.guestbridge.realm.identity;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.identity.Evidence;
import org.guestbridge.core.identity.VerifiedIdentity;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.core.problem.RefusalException;
import org.guestbridge.realm.OidcUpstream;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.SamlUpstream;
import org.guestbridge.realm.Upstream;
import org.guestbridge.realm.document.Document;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.document.Node;
import org.guestbridge.realm.document.Problems;
import org.guestbridge.realm.document.RetiredKeys;
import org.guestbridge.realm.document.Section;
import org.guestbridge.realm.login.LoginPolicy;
import org.guestbridge.realm.oidc.OidcClaims;
import org.guestbridge.realm.saml.SamlPerson;

/**
 * A person as an ID token or an assertion would describe them, written by hand: {@code claims}, or
 * {@code attributes} with {@code nameId} where the upstream speaks SAML, and {@code upstream} where
 * a realm has several. They are read exactly as a login reads them, and make evidence that is good
 * for {@code explain} only.
 *
 * @param upstream the name of the upstream, when it is given
 * @param claims the token's claims; empty for an assertion
 * @param attributes the assertion's attributes; empty for a token
 * @param nameId the assertion's persistent NameID
 */
public record IdentityDocument(
    Optional<String> upstream,
    Map<String, Object> claims,
    Map<String, List<String>> attributes,
    Optional<String> nameId) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> CLAIMS =
      new TypeReference<>() {};

  /** A person as an ID token would describe them. */
  public IdentityDocument(Optional<String> upstream, Map<String, Object> claims) {
    this(upstream, claims, Map.of(), Optional.empty());
  }

  /** Claims may be null, as they may in a token: what that means is decided when they are read. */
  public IdentityDocument {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** What came of reading an identity file. */
  public sealed interface ReadResult {

    /** Applies the function of the case that holds. */
    default <T> T fold(Function<Read, T> read, Function<Rejected, T> rejected) {
      return this instanceof Read result ? read.apply(result) : rejected.apply((Rejected) this);
    }
  }

  /**
   * The file describes a person.
   *
   * @param document as it is written
   */
  public record Read(IdentityDocument document) implements ReadResult {}

  /**
   * The file is refused.
   *
   * @param problems every problem found, each {@code identity_file_invalid}; never empty
   */
  public record Rejected(List<Problem> problems) implements ReadResult {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a YAML or JSON file of at most 1 MiB. */
  public static ReadResult read(Path file) {
    try {
      byte[] content = Document.bytesOf(file);
      return read(content, DocumentFormat.of(file, content));
    } catch (IOException unreadable) {
      return new Rejected(
          List.of(new Problem(Code.IDENTITY_FILE_INVALID, "", "The file cannot be read.")));
    }
  }

  /** Reads a YAML or JSON document of at most 1 MiB. */
  public static ReadResult read(byte[] content, DocumentFormat format) {
    Problems problems = new Problems();
    Optional<IdentityDocument> document =
        Document.read(content, format, RetiredKeys.NONE, problems).flatMap(IdentityDocument::of);
    return document.isPresent() && problems.count() == 0
        ? new Read(document.get())
        : new Rejected(problems.sorted().stream().map(IdentityDocument::recoded).toList());
  }

  /**
   * The person as {@code realm} would see them after a login with these claims.
   *
   * @throws RefusalException as a login would be refused; {@code identity_file_invalid} when the
   *     realm has no such upstream
   */
  public VerifiedIdentity identity(Realm realm) throws RefusalException {
    Upstream connection = upstream.isEmpty() ? realm.upstream() : named(upstream.get(), realm);
    if (connection instanceof SamlUpstream saml) {
      requireForm(claims.isEmpty(), "Give attributes: the upstream speaks SAML.");
      SamlPerson person = SamlPerson.read(attributes, nameId, saml.kind(), saml.entityId());
      return VerifiedIdentity.attested(
          new Evidence.Supposed(connection.name(), person.account()),
          person.subject(),
          person.profile());
    }
    requireForm(attributes.isEmpty(), "Give claims: the upstream speaks OpenID Connect.");
    OidcClaims read = OidcClaims.read(claims, ((OidcUpstream) connection).provider());
    return VerifiedIdentity.attested(
        new Evidence.Supposed(connection.name(), read.account()), read.subject(), read.profile());
  }

  /**
   * The person as a login through the upstream of {@code policy} would see them.
   *
   * @throws RefusalException as a login would be refused
   */
  public VerifiedIdentity identity(LoginPolicy policy) throws RefusalException {
    if (policy.source() instanceof LoginPolicy.Source.Saml) {
      requireForm(claims.isEmpty(), "Give attributes: the upstream speaks SAML.");
      SamlPerson person = policy.person(attributes, nameId);
      return VerifiedIdentity.attested(
          new Evidence.Supposed(policy.upstream(), person.account()),
          person.subject(),
          person.profile());
    }
    requireForm(attributes.isEmpty(), "Give claims: the upstream speaks OpenID Connect.");
    OidcClaims read = policy.person(claims);
    return VerifiedIdentity.attested(
        new Evidence.Supposed(policy.upstream(), read.account()), read.subject(), read.profile());
  }

  private static void requireForm(boolean fits, String expected) throws RefusalException {
    if (!fits) {
      throw new RefusalException(Code.IDENTITY_FILE_INVALID, expected);
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "[identity document]";
  }

  private static Upstream named(String name, Realm realm) throws RefusalException {
    Upstream connection = realm.upstreams().get(name);
    if (connection == null) {
      throw new RefusalException(
          Code.IDENTITY_FILE_INVALID, "The realm has no upstream of the name given.");
    }
    return connection;
  }

  private static Optional<IdentityDocument> of(Section root) {
    Optional<String> upstream = root.optional("upstream").flatMap(Node::text);
    boolean ofAssertion = root.has("attributes");
    Optional<Map<String, Object>> claims =
        ofAssertion
            ? Optional.empty()
            : root.required("claims")
                .filter(node -> node.section().isPresent())
                .map(node -> MAPPER.convertValue(node.tree(), CLAIMS));
    Optional<Map<String, List<String>>> attributes =
        root.optional("attributes").flatMap(Node::section).flatMap(IdentityDocument::attributes);
    Optional<String> nameId =
        ofAssertion ? root.optional("nameId").flatMap(Node::text) : Optional.empty();
    return root.finish(
        () ->
            new IdentityDocument(
                upstream, claims.orElse(Map.of()), attributes.orElse(Map.of()), nameId));
  }

  private static Optional<Map<String, List<String>>> attributes(Section section) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    section
        .members()
        .forEach(
            (name, node) ->
                (node.isList() ? node.items(Node::text) : node.text().map(List::of))
                    .ifPresent(values -> attributes.put(name, values)));
    return section.finish(() -> attributes);
  }

  private static Problem recoded(Problem problem) {
    return new Problem(Code.IDENTITY_FILE_INVALID, problem.pointer(), problem.detail());
  }
}
