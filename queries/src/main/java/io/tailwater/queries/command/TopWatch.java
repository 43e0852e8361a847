package io.tailwater.queries.command;

import io.tailwater.queries.terminal.Screen;
import io.tailwater.queries.terminal.Terminal;
import io.tailwater.queries.terminal.TerminalSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks again and again and shows what was answered. Questions are asked by a thread of their own:
 * while one hangs, the ages on the screen go on, and keys do what they should.
 */
final class TopWatch {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Whoever has not answered for so long is as good as away. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final TopAsking asking;
  private final Here here;
  private final Terminal terminal;
  private final PrintWriter out;
  private final Duration every;
  private final long rounds;

  /** What the other threads have to say, done by the one that draws. */
  private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();

  private TopWanted wanted;
  private TopAnswers answers;
  private Optional<TopMoment.Away> away = Optional.empty();
  private Optional<Instant> askedSince = Optional.empty();
  private boolean changed;
  private boolean ends;
  private long done;
  private long dueNanos;

  /**
   * @param every from one round of questions to the next
   * @param rounds how many; 0 for no end
   */
  TopWatch(
      TopAsking asking,
      Here here,
      Terminal terminal,
      PrintWriter out,
      Duration every,
      long rounds) {
    this.asking = asking;
    this.here = here;
    this.terminal = terminal;
    this.out = out;
    this.every = every;
    this.rounds = rounds;
  }

  /**
   * Shows pictures until there are enough of them, or a key or nobody who reads ends it.
   *
   * @throws Exception when the first questions are in vain: they may be wrong
   */
  void run(TopWanted first) throws Exception {
    wanted = first;
    answers = asking.ask(wanted, layout(terminal.size()), now());
    answered(Optional.empty());
    Screen screen = new Screen(out, terminal);
    Terminal.Keys keys = terminal.keys(key -> news.add(() -> pressed(key)));
    // Ctrl-C ends the process, not this method.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(screen, keys), "give-back"));
    try {
      watch(screen);
    } finally {
      close(screen, keys);
    }
  }

  private void watch(Screen screen) throws InterruptedException {
    while (!ends && !out.checkError()) {
      if (changed || terminal.isThere()) {
        show(screen);
        changed = false;
      }
      if (rounds > 0 && done >= rounds) {
        return;
      }
      if (askedSince.isEmpty() && System.nanoTime() - dueNanos >= 0) {
        ask();
      }
      long patience =
          askedSince.isPresent()
              ? TICK.toNanos()
              : Math.min(TICK.toNanos(), dueNanos - System.nanoTime());
      Runnable happened = news.poll(patience, TimeUnit.NANOSECONDS);
      while (happened != null) {
        happened.run();
        happened = news.poll();
      }
    }
  }

  private void ask() {
    askedSince = Optional.of(now());
    TopWanted question = wanted;
    TopLayout layout = layout(terminal.size());
    Thread thread = new Thread(() -> ask(question, layout), "ask");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask(TopWanted question, TopLayout layout) {
    try {
      TopAnswers got = asking.ask(question, layout, now());
      news.add(
          () -> {
            answers = got;
            answered(Optional.empty());
            if (!question.equals(wanted)) {
              dueNanos = System.nanoTime();
            }
          });
    } catch (Exception e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      Instant at = now();
      news.add(
          () -> {
            Instant since = away.map(TopMoment.Away::since).orElse(at);
            answered(Optional.of(new TopMoment.Away(asking.who(), since, why)));
          });
    }
  }

  private void answered(Optional<TopMoment.Away> who) {
    away = who;
    askedSince = Optional.empty();
    changed = true;
    done++;
    dueNanos = System.nanoTime() + every.toNanos();
  }

  private void pressed(int key) {
    if (key == 'q') {
      ends = true;
    }
    TopOrder.ofKey(key).map(TopOrder::sort).ifPresent(this::sort);
  }

  private void sort(String sort) {
    wanted = wanted.sortedBy(sort);
    dueNanos = System.nanoTime();
  }

  private void show(Screen screen) {
    TerminalSize size = terminal.size();
    TopMoment moment = new TopMoment(now(), wanted.sort(), away(), terminal.isThere());
    TopPicture picture = new TopPicture(answers, moment, layout(size), here, terminal.colours());
    screen.show(picture.lines(), size, here.shown("…"));
  }

  /** Whoever answers nothing, be it that nobody is there or that it takes too long. */
  private Optional<TopMoment.Away> away() {
    return away.or(
        () ->
            askedSince
                .filter(since -> Duration.between(since, now()).compareTo(LONGEST) > 0)
                .map(since -> new TopMoment.Away(asking.who(), since, "no answer yet")));
  }

  private TopLayout layout(TerminalSize size) {
    return new TopLayout(size, wanted.compares(), terminal.isThere());
  }

  private Instant now() {
    return here.clock().instant();
  }

  private static void close(Screen screen, Terminal.Keys keys) {
    screen.close();
    keys.close();
  }
}
