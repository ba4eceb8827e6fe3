package org.guestbridge.app.samlxml;

import java.util.regex.Pattern;

/** The only XML declarations accepted (XML 1.0 section 2.8, production 23). */
final class XmlDeclaration {

  private static final int MAX_LENGTH = 100;

  private static final Pattern ACCEPTED =
      Pattern.compile(
          "<\\?xml\\s+version=(\"1\\.0\"|'1\\.0')"
              + "(\\s+encoding=(\"[Uu][Tt][Ff]-8\"|'[Uu][Tt][Ff]-8'))?"
              + "(\\s+standalone=(\"(yes|no)\"|'(yes|no)'))?\\s*\\?>");

  private XmlDeclaration() {}

  static boolean isAccepted(String declaration) {
    return declaration.length() <= MAX_LENGTH && ACCEPTED.matcher(declaration).matches();
  }
}
