package org.guestbridge.app.samlxml;

import org.opensaml.saml.common.SAMLVersion;
import org.opensaml.saml.saml2.core.Issuer;
import org.opensaml.saml.saml2.core.Response;
import org.opensaml.saml.saml2.core.Status;
import org.opensaml.saml.saml2.core.StatusCode;
import org.opensaml.saml.saml2.core.StatusMessage;
import org.opensaml.saml.saml2.core.impl.IssuerBuilder;
import org.opensaml.saml.saml2.core.impl.ResponseBuilder;
import org.opensaml.saml.saml2.core.impl.StatusBuilder;
import org.opensaml.saml.saml2.core.impl.StatusCodeBuilder;
import org.opensaml.saml.saml2.core.impl.StatusMessageBuilder;

/** The Response element and its status (SAML core 3.2.2, 3.3.3). */
final class ResponseObjects {

  private ResponseObjects() {}

  static Response success(ResponseEnvelope envelope) {
    Status status = new StatusBuilder().buildObject();
    status.setStatusCode(code(StatusCode.SUCCESS));
    return response(envelope, status);
  }

  static Response failure(ResponseEnvelope envelope, StatusContent content) {
    StatusCode top = code(content.topLevel());
    top.setStatusCode(code(content.nested()));
    StatusMessage message = new StatusMessageBuilder().buildObject();
    message.setValue(content.message());
    Status status = new StatusBuilder().buildObject();
    status.setStatusCode(top);
    status.setStatusMessage(message);
    return response(envelope, status);
  }

  static Issuer issuer(String entityId) {
    Issuer issuer = new IssuerBuilder().buildObject();
    issuer.setValue(entityId);
    return issuer;
  }

  private static Response response(ResponseEnvelope envelope, Status status) {
    Response response = new ResponseBuilder().buildObject();
    response.setVersion(SAMLVersion.VERSION_20);
    response.setID(envelope.responseId());
    envelope.inResponseTo().ifPresent(response::setInResponseTo);
    response.setIssueInstant(envelope.issueInstant());
    response.setDestination(envelope.destination());
    response.setIssuer(issuer(envelope.issuer()));
    response.setStatus(status);
    return response;
  }

  private static StatusCode code(String uri) {
    StatusCode code = new StatusCodeBuilder().buildObject();
    code.setValue(uri);
    return code;
  }
}
