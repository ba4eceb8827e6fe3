package org.guestbridge.app.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.guestbridge.app.keys.OwnerOnlyFile;
import org.guestbridge.core.problem.Code;
import org.guestbridge.core.problem.RefusalException;

/** Writes what a command was told to write: whole, for the owner only, never over another file. */
final class NewFile {

  private NewFile() {}

  static void write(Path file, Content content) throws RefusalException {
    try {
      new OwnerOnlyFile(file).create(content.bytes());
    } catch (FileAlreadyExistsException e) {
      throw new RefusalException(Code.FILE_EXISTS, file + " exists and is left as it is.", e);
    } catch (IOException e) {
      throw new RefusalException(Code.SETTING_INVALID, file + " could not be written.", e);
    }
  }

  /** What goes into a file. */
  @FunctionalInterface
  interface Content {
    byte[] bytes() throws IOException;
  }
}
