/** Tests of the SAML identity provider. */
package org.guestbridge.app.downstream.saml;
