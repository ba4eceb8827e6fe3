package org.guestbridge.keycloak.downstream;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.NameIdFormat;
import org.jspecify.annotations.Nullable;
import org.keycloak.dom.saml.v2.protocol.AuthnRequestType;
import org.keycloak.dom.saml.v2.protocol.NameIDPolicyType;
import org.keycloak.dom.saml.v2.protocol.RequestedAuthnContextType;

/**
 * What a client may ask for in an AuthnRequest; the same that the standalone broker grants. An
 * unsigned request is anybody's word.
 */
final class RequestTerms {

  private static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
  private static final String UNSPECIFIED_CONTEXT =
      "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";

  private RequestTerms() {}

  /**
   * Why the request cannot be granted, if so (SAML core 3.4.1).
   *
   * @param offered the NameID format that the client is sent
   * @param entityId the client's
   */
  static Optional<Code> unsupported(
      AuthnRequestType request, Optional<NameIdFormat> offered, String entityId) {
    if (request.getSubject() != null) {
      return Optional.of(Code.SAML_SUBJECT_UNSUPPORTED);
    }
    URI binding = request.getProtocolBinding();
    if (binding != null && !POST.equals(binding.toString())) {
      return Optional.of(Code.SAML_BINDING_UNSUPPORTED);
    }
    if (!isOffered(request.getNameIDPolicy(), offered, entityId)) {
      return Optional.of(Code.SAML_NAMEID_UNSUPPORTED);
    }
    if (!isPromised(request.getRequestedAuthnContext())) {
      return Optional.of(Code.SAML_AUTHN_CONTEXT_UNSUPPORTED);
    }
    return Optional.empty();
  }

  /** SAML core 3.4.1.1: unspecified leaves the choice to us. */
  private static boolean isOffered(
      @Nullable NameIDPolicyType policy, Optional<NameIdFormat> offered, String entityId) {
    if (policy == null) {
      return true;
    }
    boolean format =
        Optional.ofNullable(policy.getFormat())
            .map(URI::toString)
            .map(
                asked ->
                    asked.equals(NameIdFormat.UNSPECIFIED.uri())
                        || offered.map(f -> f.uri().equals(asked)).orElse(false))
            .orElse(true);
    return format
        && Optional.ofNullable(policy.getSPNameQualifier()).map(entityId::equals).orElse(true);
  }

  /** SAML core 3.3.2.2.1: only unspecified is promised, compared exactly. */
  private static boolean isPromised(@Nullable RequestedAuthnContextType context) {
    if (context == null) {
      return true;
    }
    List<String> classes = context.getAuthnContextClassRef();
    boolean exact =
        context.getComparison() == null || "exact".equals(context.getComparison().value());
    return exact && classes.contains(UNSPECIFIED_CONTEXT);
  }
}
