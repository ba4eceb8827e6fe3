package org.guestbridge.realm;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the broker's own pages say beyond their built-in texts.
 *
 * @param locales the languages offered, the default first; never empty
 * @param help per language, the sentence that tells a refused person where to turn; plain text
 */
public record Pages(List<Locale> locales, Map<Locale, String> help) {

  /** English, German for those who ask for it, and no help text. */
  public static final Pages DEFAULTS = new Pages(List.of(Locale.ENGLISH, Locale.GERMAN), Map.of());

  public Pages {
    locales = List.copyOf(locales);
    help = Map.copyOf(help);
    if (locales.isEmpty() || !locales.containsAll(help.keySet())) {
      throw new IllegalArgumentException("no locale, or a help text of a locale not offered");
    }
  }
}
