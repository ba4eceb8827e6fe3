package org.guestbridge.realm.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {

  @TempDir Path temporary;

  @Test
  void changedWhenReferencedFileIsReplacedThenToldThoughSizeAndTimeAreTheSame() throws Exception {
    FileTime time = FileTime.from(Instant.parse("2026-11-22T10:00:00Z"));
    Path secret = written("secret", "one", time);
    LoadResult loaded = load();
    assertThat(loaded).isInstanceOf(LoadResult.Loaded.class);
    assertThat(loaded.files().changed()).isFalse();

    Path next = written("next", "two", time);
    Files.move(next, secret, StandardCopyOption.REPLACE_EXISTING);
    assertThat(loaded.files().changed()).isTrue();
  }

  @Test
  void changedWhenMissingFileAppearsThenTold() throws Exception {
    LoadResult rejected = load();
    assertThat(rejected).isInstanceOf(LoadResult.Rejected.class);
    assertThat(rejected.files().changed()).isFalse();
    Files.writeString(temporary.resolve("secret"), "one");
    assertThat(rejected.files().changed()).isTrue();
    assertThat(load()).isInstanceOf(LoadResult.Loaded.class);
  }

  @Test
  void changedWhenRealmFileIsEditedOrDeletedThenTold() throws Exception {
    Files.writeString(temporary.resolve("secret"), "one");
    LoadResult loaded = load();
    Files.writeString(temporary.resolve("realm.yaml"), "\n", StandardOpenOption.APPEND);
    assertThat(loaded.files().changed()).isTrue();
    Files.delete(temporary.resolve("realm.yaml"));
    assertThat(loaded.files().changed()).isTrue();
  }

  private LoadResult load() throws Exception {
    Path file = temporary.resolve("realm.yaml");
    if (!Files.exists(file)) {
      String base = Files.readString(Realms.FIXTURES.resolve("valid/base.yaml"));
      Files.writeString(file, base.replace("${env:ENTRA_CLIENT_SECRET}", "${file:secret}"));
    }
    return Realms.load(file);
  }

  private Path written(String name, String text, FileTime time) throws Exception {
    Path file = Files.writeString(temporary.resolve(name), text);
    Files.setLastModifiedTime(file, time);
    return file;
  }
}
