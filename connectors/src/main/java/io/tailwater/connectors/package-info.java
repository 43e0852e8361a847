/** Every contract with the outside: how lines come in, how tables look. */
package io.tailwater.connectors;
