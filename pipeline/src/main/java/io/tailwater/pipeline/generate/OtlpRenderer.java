package io.tailwater.pipeline.generate;

import java.util.List;

/**
 * Writes requests as a collector exports them: a line is an export request, and in it are some log
 * records, those of a service together. A record that breaks its line has one to itself, so that it
 * costs no other.
 */
final class OtlpRenderer implements Renderer {
  private static final byte[] OPEN = Client.ascii("{\"resourceLogs\":[");
  private static final byte[] CLOSE = Client.ascii("]}");
  private static final byte[] CLOSE_RESOURCE = Client.ascii("]}]}");

  private final FieldRenderer record = NamedFormats.otlpRecord();
  private final List<byte[]> resources = Shop.SERVICES.stream().map(OtlpRenderer::open).toList();
  private final List<LineBytes> waiting =
      Shop.SERVICES.stream().map(service -> new LineBytes()).toList();
  private final int recordsPerLine;
  private int count;

  OtlpRenderer(int recordsPerLine) {
    this.recordsPerLine = recordsPerLine;
  }

  private static byte[] open(byte[] service) {
    LineBytes text = new LineBytes();
    text.put(
        Client.ascii(
            "{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\""));
    text.put(service);
    text.put(Client.ascii("\"}}]},\"scopeLogs\":[{\"scope\":{\"name\":\"http\"},\"logRecords\":["));
    return text.copy(0, text.length());
  }

  @Override
  public List<Defect> defects() {
    return record.defects();
  }

  @Override
  public void render(Request request, LineBytes out) {
    if (request.defect == Defect.STRAY) {
      record.render(request, out);
    } else if (request.defect == Defect.CUT || request.defect == Defect.QUOTE) {
      out.put(OPEN);
      out.put(resources.get(request.service));
      record.fields(request, out);
      if (request.defect == Defect.QUOTE) {
        out.put(CLOSE_RESOURCE);
        out.put(CLOSE);
      }
      out.put('\n');
    } else {
      wait(request);
      if (++count == recordsPerLine) {
        finish(out);
      }
    }
  }

  private void wait(Request request) {
    LineBytes records = waiting.get(request.service);
    if (records.length() > 0) {
      records.put(',');
    }
    record.fields(request, records);
  }

  @Override
  public void finish(LineBytes out) {
    if (count == 0) {
      return;
    }
    count = 0;
    out.put(OPEN);
    boolean first = true;
    for (int service = 0; service < waiting.size(); service++) {
      LineBytes records = waiting.get(service);
      if (records.length() > 0) {
        if (!first) {
          out.put(',');
        }
        first = false;
        out.put(resources.get(service));
        out.put(records, 0, records.length());
        out.put(CLOSE_RESOURCE);
        records.clear();
      }
    }
    out.put(CLOSE);
    out.put('\n');
  }
}
