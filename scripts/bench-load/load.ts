/** Puts load on an address with autocannon and says how it answered. */
import autocannon from "autocannon";

export type Load = {
  url: string;
  /** Asked in turn by every connection. */
  paths: readonly string[];
  connections: number;
  seconds: number;
  headers?: Record<string, string>;
};

export type Outcome = {
  count: number;
  /** Answers of 2xx and 3xx among all requests, 0…1; time-outs and broken connections are failures. */
  success: number;
  perSecond: number;
  meanMs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** Of one answer with its headers, as it went over the wire. */
  bytesEach: number;
};

/** @throws Error when nothing was answered: without a server there is no result */
export async function putLoad(load: Load): Promise<Outcome> {
  const { result, timesMs } = await fire(load);
  const answered = timesMs.length;
  if (answered === 0) throw new Error(`Nothing answered at ${load.url}${load.paths[0]}.`);
  const count = answered + result.errors;
  timesMs.sort((a, b) => a - b);
  const quantile = (share: number) => timesMs[Math.floor((answered - 1) * share)] ?? Number.NaN;
  return {
    count,
    success: (result["2xx"] + result["3xx"]) / count,
    perSecond: result.requests.average,
    meanMs: timesMs.reduce((sum, ms) => sum + ms, 0) / answered,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
    bytesEach: result.throughput.total / answered,
  };
}

/** With each answer's own time: autocannon's histogram knows whole milliseconds and no p95. */
function fire(load: Load): Promise<{ result: autocannon.Result; timesMs: number[] }> {
  const timesMs: number[] = [];
  return new Promise((done, failed) => {
    const options = {
      url: load.url,
      connections: load.connections,
      duration: load.seconds,
      headers: load.headers ?? {},
      requests: load.paths.map((path) => ({ method: "GET" as const, path })),
    };
    const instance = autocannon(options, (error, result) =>
      error === null || error === undefined ? done({ result, timesMs }) : failed(error),
    );
    instance.on("response", (_client, _status, _bytes, timeMs) => timesMs.push(timeMs));
  });
}
