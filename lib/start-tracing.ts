/** OpenTelemetry traces to a collector, as OTLP over HTTP: requests, durable steps, and calls to the vendor. */
import { type Traced, traceBy } from "./tracing";

const ERROR = 2;

export type Tracing = {
  /** Sends what is left, then stops. */
  stop: () => Promise<void>;
};

/** @param endpoint as OTEL_EXPORTER_OTLP_ENDPOINT names it, without `/v1/traces` */
export async function startTracing(endpoint: string, version: string): Promise<Tracing> {
  const [
    { BatchSpanProcessor, NodeTracerProvider },
    { OTLPTraceExporter },
    { resourceFromAttributes },
    undici,
  ] = await Promise.all([
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/instrumentation-undici"),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "candlewatch", "service.version": version }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  // Without a propagator nothing of ours travels to the vendor in a header.
  provider.register({ propagator: null });
  const outgoing = new undici.UndiciInstrumentation();
  outgoing.setTracerProvider(provider);
  outgoing.enable();

  const tracer = provider.getTracer("candlewatch", version);
  const inSpan: Traced = (name, attributes, work) =>
    tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        return await work((more) => span.setAttributes(more));
      } catch (error) {
        span.setStatus({ code: ERROR, message: error instanceof Error ? error.name : "error" });
        throw error;
      } finally {
        span.end();
      }
    });
  traceBy(inSpan);
  return {
    stop: async () => {
      traceBy(undefined);
      outgoing.disable();
      await provider.shutdown();
    },
  };
}
