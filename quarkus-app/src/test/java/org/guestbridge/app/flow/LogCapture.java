package org.guestbridge.app.flow;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Takes down everything that is logged, however fine, and everything printed, until closed. */
final class LogCapture implements AutoCloseable {

  private static final List<String> CATEGORIES =
      List.of(
          "org.guestbridge",
          "org.opensaml",
          "net.shibboleth",
          "org.apache.xml",
          "com.nimbusds",
          "org.infinispan",
          "liquibase",
          "io.quarkus",
          "io.agroal",
          "org.jboss.resteasy");

  private static final PatternFormatter FORMAT = new PatternFormatter("%p %c %s %X %e ");

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final List<Logger> loggers = new ArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Handler handler = new Collector();
  private final Map<Handler, Level> quieted = new HashMap<>();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  LogCapture() {
    for (Handler other : root.getHandlers()) {
      quieted.put(other, other.getLevel());
      other.setLevel(Level.WARNING);
    }
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    for (String category : CATEGORIES) {
      Logger logger = Logger.getLogger(category);
      logger.setLevel(Level.ALL);
      loggers.add(logger);
    }
    System.setOut(tee(out));
    System.setErr(tee(err));
  }

  /** Everything taken down so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    loggers.forEach(logger -> logger.setLevel(null));
    root.removeHandler(handler);
    quieted.forEach(Handler::setLevel);
  }

  private PrintStream tee(PrintStream original) {
    return new PrintStream(
        new OutputStream() {
          private final StringBuilder line = new StringBuilder();

          @Override
          public synchronized void write(int character) {
            original.write(character);
            if (character == '\n') {
              lines.add(line.toString());
              line.setLength(0);
            } else {
              line.append((char) (character & 0xFF));
            }
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  /** Keeps a record's text, its parameters, its context and whatever was thrown. */
  private final class Collector extends Handler {

    @Override
    public void publish(LogRecord record) {
      lines.add(
          FORMAT.format(ExtLogRecord.wrap(record))
              + record.getMessage()
              + Arrays.toString(record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
