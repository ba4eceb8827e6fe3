package org.guestbridge.realm.document;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The two spellings of a document. */
public enum DocumentFormat {
  YAML,
  JSON;

  /** The format by the file's extension, or else by whether the content begins with a brace. */
  public static DocumentFormat of(Path file, byte[] content) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return JSON;
    }
    return name.endsWith(".yaml") || name.endsWith(".yml") ? YAML : of(content);
  }

  /** The format by whether the content begins with a brace. */
  public static DocumentFormat of(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).stripLeading().startsWith("{") ? JSON : YAML;
  }
}
