package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.config.GivenValues.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The values in force: what was given, else the default. Keeps a note of every one it hands out.
 */
final class EffectiveValues {
  private static final String DEFAULT = "default";

  /** Names of properties of others whose values are hidden. */
  private static final Pattern SECRET =
      Pattern.compile("pass|secret|token|credential|key|authorization|jaas");

  private final GivenValues given;
  private final List<Setting> settings = new ArrayList<>();

  EffectiveValues(GivenValues given) {
    this.given = given;
  }

  GivenValues given() {
    return given;
  }

  List<Setting> settings() {
    return settings;
  }

  /** The value of a key; null when it was not given and has no default. */
  <T> T get(ConfigKey<T> key, String path) {
    T byDefault =
        key.defaultText() == null ? null : parse(key, path, new Given(key.defaultText(), DEFAULT));
    return getOr(key, path, byDefault, key.defaultText());
  }

  /** The value of a key, or another one, shown as {@code defaultText}. */
  <T> T getOr(ConfigKey<T> key, String path, T byDefault, String defaultText) {
    Optional<Given> found =
        given.at(path).filter(value -> byDefault != null || !value.text().isEmpty());
    if (found.isEmpty()) {
      note(path, defaultText);
      return byDefault;
    }
    String shown = key.secret() ? Secret.MASK : found.get().text();
    settings.add(new Setting(path, shown, found.get().where()));
    return parse(key, path, found.get());
  }

  /** The texts of a list; empty when it was not given. */
  List<String> list(ConfigKey<String> key, String path) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < given.size(path); i++) {
      Given element = given.at(path + "." + i).orElseThrow();
      settings.add(new Setting(path + "." + i, element.text(), element.where()));
      texts.add(parse(key, path + "." + i, element));
    }
    if (texts.isEmpty()) {
      note(path, "[]");
    }
    return texts;
  }

  /** The values of a map by name; empty when it was not given. */
  <T> Map<String, T> map(ConfigKey<T> key, String path) {
    Map<String, T> byName = new LinkedHashMap<>();
    given
        .below(path)
        .forEach(
            (name, value) -> {
              String full = path + "." + name;
              boolean secret = SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
              settings.add(new Setting(full, secret ? Secret.MASK : value.text(), value.where()));
              byName.put(name, parse(key, full, value));
            });
    return byName;
  }

  /** Notes a value that is in force by default. */
  void note(String path, String text) {
    settings.add(new Setting(path, text == null ? "null" : text, DEFAULT));
  }

  private static <T> T parse(ConfigKey<T> key, String path, Given value) {
    return key.type()
        .parse()
        .apply(value.text())
        .orElseThrow(
            () ->
                ConfigException.at(
                    value.where(),
                    path,
                    "must be "
                        + key.type().want()
                        + ", but is "
                        + ConfigException.quoted(value.text())));
  }
}
