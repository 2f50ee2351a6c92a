/** Which statuses an endpoint may answer with: its own, and what respond() itself can refuse with. */
import type { Endpoint } from "@/lib/contract/endpoint";

type Described = Pick<
  Endpoint,
  "method" | "path" | "role" | "status" | "refusals" | "reuseSeconds"
>;

/** Ascending, without repetition. */
export function documentedStatuses(endpoint: Described): number[] {
  const { method, role, status, refusals, reuseSeconds } = endpoint;
  const statuses = new Set<number>([status, ...refusals, 400, 406, 429, 500, 503]);
  if (role !== "public" || method !== "GET") statuses.add(401).add(403);
  if (method === "GET" && reuseSeconds !== 0) statuses.add(304);
  if (method !== "GET") statuses.add(413).add(415);
  if (status === 202) statuses.add(409).add(422);
  return [...statuses].sort((a, b) => a - b);
}
