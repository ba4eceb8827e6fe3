package org.guestbridge.app.downstream.saml;

import org.guestbridge.app.samlxml.StatusContent;
import org.guestbridge.core.problem.Code;

/**
 * Which SAML status a code is told as (SAML core 3.2.2.2). The message is the code's text and
 * nothing else: a service provider may show or log it.
 */
final class StatusTable {

  private static final String STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
  private static final String REQUESTER = STATUS + "Requester";
  private static final String RESPONDER = STATUS + "Responder";

  private StatusTable() {}

  static StatusContent of(Code code) {
    return switch (code) {
      case SAML_NAMEID_UNSUPPORTED -> status(REQUESTER, "InvalidNameIDPolicy", code);
      case SAML_SUBJECT_UNSUPPORTED -> status(REQUESTER, "RequestDenied", code);
      case SAML_PASSIVE_UNSUPPORTED -> status(RESPONDER, "NoPassive", code);
      case SAML_AUTHN_CONTEXT_UNSUPPORTED -> status(RESPONDER, "NoAuthnContext", code);
      case RULE_REFUSED,
          RULE_NO_MATCH,
          RULE_VALUE_MISSING,
          PASS_THROUGH_NOT_INTERNAL,
          PASS_THROUGH_ADDRESS_MISSING,
          PASS_THROUGH_DOMAIN,
          ALIAS_FOR_INTERNAL,
          ALIAS_TAKEN,
          ALIAS_EXHAUSTED,
          ADDRESS_BOUND_TO_OTHER,
          BINDING_HELD,
          BINDING_RETIRED,
          IDENTITY_CHANGED,
          ACCOUNT_KIND_CHANGED,
          ACCOUNT_CONVERSION_PENDING,
          BINDING_CONTRADICTED,
          ACCOUNT_KIND_UNPROVEN,
          ACCOUNT_KIND_CONFLICT,
          NAME_MISSING,
          SAML_UPSTREAM_REFUSED,
          OUTPUT_GUARD ->
          status(RESPONDER, "RequestDenied", code);
      // Whatever else went wrong, the person was not signed in.
      default -> status(RESPONDER, "AuthnFailed", code);
    };
  }

  private static StatusContent status(String topLevel, String nested, Code code) {
    return new StatusContent(topLevel, STATUS + nested, code.text());
  }
}
