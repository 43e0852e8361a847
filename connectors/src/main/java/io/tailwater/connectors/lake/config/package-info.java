/**
 * The configuration: one strict YAML file, the environment and {@code --set} become immutable
 * records that refuse nonsense. {@link io.tailwater.connectors.lake.config.ConfigLoader} is the way
 * in.
 */
package io.tailwater.connectors.lake.config;
