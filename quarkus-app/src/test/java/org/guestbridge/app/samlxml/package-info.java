/** Tests of reading and writing SAML. */
package org.guestbridge.app.samlxml;
