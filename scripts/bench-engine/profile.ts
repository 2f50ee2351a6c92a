/** Where this process's time goes while it works, by whose code it is. */
import { type Profiler, Session } from "node:inspector/promises";

const SAMPLING_US = 500;
const OF_THE_SDK = /node_modules\/(inngest|@inngest|hash\.js|debug|json-stringify-safe|zod)\//;

/** @returns what the work returned, and a sentence with the shares of all time that was not idle */
export async function profileWork<T>(
  work: () => Promise<T>,
): Promise<{ result: T; shares: string }> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLING_US });
  await session.post("Profiler.start");
  const result = await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return { result, shares: sharesOf(profile) };
}

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): string {
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  /** The nearest caller whose code has an owner. */
  const ownerOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = nodeById.get(at)?.callFrame;
      const owner = frame && ownerOfFrame(frame);
      if (owner) return owner;
    }
    return "Node itself";
  };
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const owner = ownerOf(id);
    if (owner === "idle") continue;
    const us = timeDeltas[index] ?? 0;
    total += us;
    times.set(owner, (times.get(owner) ?? 0) + us);
  }
  return [...times]
    .sort(([, one], [, other]) => other - one)
    .map(([owner, us]) => `${owner} ${Math.round((us * 100) / total)} %`)
    .join(", ");
}

function ownerOfFrame({ functionName, url }: { functionName: string; url: string }): string | null {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (OF_THE_SDK.test(url)) return "the SDK";
  if (url.includes("node_modules/postgres/")) return "postgres.js";
  if (url.includes("/inngest/embedded/")) return "the engine";
  return url.startsWith("file:") ? "the rest" : null;
}
