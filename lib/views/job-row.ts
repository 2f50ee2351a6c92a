/** A job as an execution's page shows it. */
import type { z } from "zod";
import type { jobRow } from "@/lib/contract/executions";
import type { ListedJob } from "@/lib/db/queries/read/jobs";
import { toInstant, toInstantOrNull } from "./wire";

export function toJobRow(job: ListedJob): z.output<typeof jobRow> {
  return {
    id: job.id,
    symbol: job.symbol,
    asset_class: job.assetClass,
    timeframe: job.timeframe,
    status: job.status,
    attempts: job.attempts,
    records_processed: job.recordsProcessed,
    records_inserted: job.recordsInserted,
    records_changed: job.recordsChanged,
    records_rejected: job.recordsRejected,
    features_computed: job.featuresComputed,
    error_message: job.errorMessage,
    error_code: job.errorCode,
    queued_at: toInstant(job.queuedAt),
    started_at: toInstantOrNull(job.startedAt),
    completed_at: toInstantOrNull(job.completedAt),
    duration_seconds: job.durationSeconds,
    wait_ms: job.waitMs,
    backoff_ms: job.backoffMs,
    fetch_ms: job.fetchMs,
    insert_ms: job.insertMs,
    compute_ms: job.computeMs,
  };
}
