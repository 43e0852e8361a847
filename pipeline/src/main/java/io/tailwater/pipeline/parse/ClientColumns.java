package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;

/**
 * Fills the client's address, and its class by the user agent.
 *
 * <p>Where the peer's value is a list of addresses, or has words around one, the list is kept as an
 * attribute of its name; a leading word that is no address is the virtual host that some formats
 * put there. Where client addresses are not kept, no attribute keeps them either.
 */
final class ClientColumns {
  private final EventColumns columns;
  private final RowText text;
  private final ClientAddress address;
  private final ClientClass clientClass;
  private final boolean keepsAddresses;
  private int peerKey;
  private int peerFrom;
  private int peerTo;
  private int forwardedFrom;
  private int forwardedTo;
  private boolean settled;
  private boolean classified;

  ClientColumns(ParseOptions options, EventColumns columns, RowText text) {
    this.columns = columns;
    this.text = text;
    this.address = new ClientAddress(options.trustedProxies(), options.privacy());
    this.clientClass = new ClientClass(columns.clientClass);
    this.keepsAddresses = options.privacy().clientIp() == Privacy.ClientIp.KEEP;
  }

  void start() {
    peerFrom = 0;
    peerTo = 0;
    forwardedFrom = 0;
    forwardedTo = 0;
    settled = false;
    classified = false;
  }

  /** Sets the user agent, whose hash is known. */
  void userAgent(int row, byte[] b, int from, int length, int hash) {
    columns.userAgent.set(row, b, from, length);
    clientClass.set(row, b, from, length, hash);
    classified = true;
  }

  /** Takes the peer's value as {@link #peer} does, when it is known to be no list. */
  void single(int from, int to, int key) {
    if (address.isPlain()) {
      text.set(columns.clientIp, from, to);
      settled = true;
    } else {
      peer(from, to, key);
    }
  }

  /** Takes the peer's value; the attribute of that key keeps one that is a list. */
  void peer(int from, int to, int key) {
    peerKey = key;
    peerFrom = from;
    peerTo = to;
  }

  void forwarded(int from, int to) {
    forwardedFrom = from;
    forwardedTo = to;
  }

  /** Adds an attribute that holds client addresses, where those are kept. */
  void addressAttribute(int key, int from, int to) {
    if (keepsAddresses) {
      text.add(key, from, to);
    }
  }

  void finish() {
    int row = text.row();
    if (!classified) {
      classify(row);
    }
    if (!settled) {
      findAddress();
    }
  }

  private void classify(int row) {
    if (columns.userAgent.isNull(row)) {
      clientClass.setUnknown(row);
    } else {
      clientClass.set(
          row,
          columns.userAgent.base(row),
          columns.userAgent.start(row),
          columns.userAgent.length(row));
    }
  }

  private void findAddress() {
    byte[] b = text.line();
    boolean list = ClientAddress.isList(b, peerFrom, peerTo);
    if (address.isPlain() && !list && peerTo > peerFrom) {
      text.set(columns.clientIp, peerFrom, peerTo);
    } else if (peerTo > peerFrom || forwardedTo > forwardedFrom) {
      find(b, list);
    }
  }

  private void find(byte[] b, boolean list) {
    address.forget();
    address.look(b, peerFrom, peerTo);
    address.look(b, forwardedFrom, forwardedTo);
    if (list) {
      addressAttribute(peerKey, peerFrom, peerTo);
      virtualHost(b);
    }
    if (address.isFound()) {
      hide(b, address.base(), address.start(), address.length());
    } else if (peerTo > peerFrom) {
      hide(b, b, peerFrom, peerTo - peerFrom);
    }
  }

  private void hide(byte[] b, byte[] base, int from, int length) {
    if (address.hide(base, from, length)) {
      if (address.base() == b) {
        text.set(columns.clientIp, address.start(), address.start() + address.length());
      } else {
        text.copy(columns.clientIp, address.base(), address.start(), address.length());
      }
    }
  }

  private void virtualHost(byte[] b) {
    int end = ByteScan.indexOf(b, peerFrom, peerTo, (byte) ' ');
    if (columns.host.isNull(text.row()) && end < peerTo && isName(b, peerFrom, end)) {
      text.set(columns.host, peerFrom, end);
    }
  }

  /** True for a host's name: letters, digits, dots, hyphens, a port, and at least one letter. */
  private boolean isName(byte[] b, int from, int to) {
    boolean letter = false;
    for (int i = from; i < to; i++) {
      byte c = b[i];
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      letter |= isLetter;
      if (!isLetter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != ':' && c != '_') {
        return false;
      }
    }
    return letter && !new IpAddress().read(b, from, to);
  }
}
