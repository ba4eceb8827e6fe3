package org.guestbridge.app.samlxml;

import org.opensaml.core.xml.schema.impl.XSAnyImpl;
import org.opensaml.saml.common.xml.SAMLConstants;

/** An AttributeValue whose text goes out as it came in: OpenSAML's own would trim it. */
final class VerbatimValue extends XSAnyImpl {

  private final String text;

  VerbatimValue(String text) {
    super(SAMLConstants.SAML20_NS, "AttributeValue", SAMLConstants.SAML20_PREFIX);
    this.text = text;
  }

  @Override
  public String getTextContent() {
    return text;
  }
}
