package org.guestbridge.realm.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestbridge.core.problem.Code;
import org.guestbridge.realm.Secret;
import org.guestbridge.realm.document.Node;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:path}}, and remembers the files; no problem it
 * notes quotes a value.
 */
final class References {

  private static final int MAX_FILE_BYTES = 192 * 1024;

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:env:([A-Za-z_][A-Za-z0-9_]*)|file:([^{}]+))}");

  private final Optional<Origin> origin;
  private FileStamps files = FileStamps.none();

  References(Function<String, @Nullable String> environment, Path directory) {
    this(Optional.of(new Origin(environment, directory)));
  }

  private References(Optional<Origin> origin) {
    this.origin = origin;
  }

  /** References of a document that may have none. */
  static References refused() {
    return new References(Optional.empty());
  }

  /** A text that is written out or referred to. */
  Optional<String> text(Node node) {
    return node.text()
        .flatMap(text -> text.startsWith("${") ? resolve(node, text) : Optional.of(text));
  }

  /** A secret, which must be referred to. */
  Optional<Secret> secret(Node node) {
    return node.text()
        .flatMap(
            text ->
                text.startsWith("${")
                    ? resolve(node, text).map(Secret::of)
                    : node.refuse(
                        Code.REALM_SECRET_INLINE, "Write ${env:NAME} or ${file:path} here."));
  }

  /** The content of the file whose path is written out. */
  Optional<String> file(Node node) {
    return node.text()
        .flatMap(
            path ->
                origin.isPresent()
                    ? fromFile(node, path, origin.get().directory())
                    : node.refuse(Code.REALM_SECRET_UNRESOLVED, "Files are not read here."));
  }

  /** The files that were referred to so far, whether they could be read or not. */
  FileStamps files() {
    return files;
  }

  private Optional<String> resolve(Node node, String text) {
    return origin.isPresent()
        ? resolve(node, text, origin.get())
        : node.refuse(
            Code.REALM_SECRET_UNRESOLVED, "References are not read here; write the value.");
  }

  private Optional<String> resolve(Node node, String text, Origin from) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      return node.refuse(
          Code.REALM_VALUE_INVALID, "A reference is all of ${env:NAME} or ${file:path}.");
    }
    String variable = reference.group(1);
    return variable == null
        ? fromFile(node, reference.group(2), from.directory())
        : fromEnvironment(node, variable, from.environment());
  }

  private Optional<String> fromEnvironment(
      Node node, String variable, Function<String, @Nullable String> environment) {
    return Optional.ofNullable(environment.apply(variable))
        .filter(value -> !value.isBlank())
        .or(
            () ->
                node.refuse(
                    Code.REALM_SECRET_UNRESOLVED,
                    "The environment variable " + variable + " is not set, or empty."));
  }

  private Optional<String> fromFile(Node node, String path, Path directory) {
    try {
      Path file = directory.resolve(path);
      files = files.and(FileStamps.of(file));
      String text = read(file);
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    } catch (IOException | InvalidPathException unreadable) {
      // Told below, as for an empty file.
    }
    return node.refuse(
        Code.REALM_SECRET_UNRESOLVED,
        "The file " + path + " cannot be read, is empty, or is larger than 192 KiB.");
  }

  /** Where variables are looked up, and where relative paths start. */
  private record Origin(Function<String, @Nullable String> environment, Path directory) {}

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
      return content.length > MAX_FILE_BYTES
          ? ""
          : new String(content, StandardCharsets.UTF_8).strip();
    }
  }
}
