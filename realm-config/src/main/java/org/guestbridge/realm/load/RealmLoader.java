package org.guestbridge.realm.load;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.Problem;
import org.guestbridge.realm.Realm;
import org.guestbridge.realm.document.Document;
import org.guestbridge.realm.document.DocumentFormat;
import org.guestbridge.realm.document.Problems;
import org.guestbridge.realm.document.RetiredKeys;
import org.jspecify.annotations.Nullable;

/**
 * Loads realm files. Keeps no state between two loads, so that a bad edit leaves the realm that
 * runs as it is.
 */
public final class RealmLoader {

  private final Function<String, @Nullable String> environment;
  private final Optional<MetadataReader> metadata;
  private final RetiredKeys retired;

  /**
   * A loader for the current version of the realm file that refuses SAML metadata.
   *
   * @param environment looks up an environment variable; null when it is not set
   */
  public RealmLoader(Function<String, @Nullable String> environment) {
    this(environment, Optional.empty(), RetiredKeys.NONE);
  }

  /**
   * A loader for the current version of the realm file.
   *
   * @param environment looks up an environment variable; null when it is not set
   * @param metadata reads the metadata of service providers
   */
  public RealmLoader(Function<String, @Nullable String> environment, MetadataReader metadata) {
    this(environment, Optional.of(metadata), RetiredKeys.NONE);
  }

  RealmLoader(
      Function<String, @Nullable String> environment,
      Optional<MetadataReader> metadata,
      RetiredKeys retired) {
    this.environment = environment;
    this.metadata = metadata;
    this.retired = retired;
  }

  /** Loads a file; relative paths in it start at the directory it lies in. */
  public LoadResult load(Path file) {
    FileStamps itself = FileStamps.of(file);
    try {
      byte[] content = Document.bytesOf(file);
      Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      return load(content, DocumentFormat.of(file, content), directory, itself);
    } catch (IOException unreadable) {
      return new LoadResult.Rejected(
          List.of(new Problem(Code.REALM_UNREADABLE, "", "The file cannot be read.")), itself);
    }
  }

  /**
   * Loads a document.
   *
   * @param content at most 1 MiB of UTF-8
   * @param directory where relative paths in it start
   */
  public LoadResult load(byte[] content, DocumentFormat format, Path directory) {
    return load(content, format, directory, FileStamps.none());
  }

  private LoadResult load(
      byte[] content, DocumentFormat format, Path directory, FileStamps itself) {
    Problems problems = new Problems();
    References references = new References(environment, directory);
    RealmReader reader = new RealmReader(references, metadata);
    Optional<Realm> realm = Document.read(content, format, retired, problems).flatMap(reader::read);
    FileStamps files = itself.and(references.files());
    return problems.count() > 0 || realm.isEmpty()
        ? new LoadResult.Rejected(problems.sorted(), files)
        : new LoadResult.Loaded(realm.get(), sha256(content), files);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
