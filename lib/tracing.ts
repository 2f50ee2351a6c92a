/**
 * Spans around work: nothing until lib/start-tracing.ts puts a tracer here, so that without an
 * OTEL_EXPORTER_OTLP_ENDPOINT no tracing package is loaded and no request pays for it.
 */
export type SpanAttributes = Readonly<Record<string, string | number>>;
type Note = (attributes: SpanAttributes) => void;
export type Traced = <T>(
  name: string,
  attributes: SpanAttributes,
  work: (note: Note) => Promise<T>,
) => Promise<T>;

const TRACED = Symbol.for("candlewatch.traced");
const holder: { [key: symbol]: Traced | undefined } = globalThis as never;

export function traceBy(traced: Traced | undefined): void {
  holder[TRACED] = traced;
}

const noNote: Note = () => undefined;

/** Runs `work` in a span when tracing is on; `note` adds what is known only at the end. Never a key, never a body. */
export function traced<T>(
  name: string,
  attributes: SpanAttributes,
  work: (note: Note) => Promise<T>,
): Promise<T> {
  const current = holder[TRACED];
  return current === undefined ? work(noNote) : current(name, attributes, work);
}
