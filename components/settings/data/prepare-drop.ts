/** What dropping old partitions would free. Pure. */
import type { ResponseOf } from "@/lib/client/call";

export type StoredPartition = ResponseOf<"storage">["partitions"][number];

export type Drop = { partitions: number; bytes: number; rows: number };

/** A partition goes only as a whole: when all of it is before `before` (ms). */
export function dropBefore(partitions: readonly StoredPartition[], beforeMs: number): Drop {
  const gone = partitions.filter(({ to }) => Date.parse(to) <= beforeMs);
  return {
    partitions: gone.length,
    bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: gone.reduce((sum, { rows_estimate }) => sum + rows_estimate, 0),
  };
}
