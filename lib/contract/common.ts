/** Pieces that several endpoints share. */
import { z } from "zod";
import {
  ASSET_CLASSES,
  CRITICALITIES,
  DATA_STATUSES,
  FRESHNESS_STATUSES,
  REASON_CODES,
  TIMEFRAMES,
} from "@/lib/domain/vocabulary";

/** ISO-8601 UTC with `Z`, as every instant on the wire. */
export const instant = z.iso
  .datetime({ offset: false, error: "must be an instant in UTC such as 2026-11-20T14:31:00Z" })
  .regex(/^(?:19|20|21)\d\d/, "a year from 1900 to 2199")
  .meta({ example: "2026-11-20T14:31:00.000Z" });
export const day = z.iso
  .date({ error: "must be a day such as 2026-11-20" })
  .regex(/^(?:19|20|21)\d\d/, "a year from 1900 to 2199")
  .meta({ example: "2026-11-20" });
/** Taken in either case, kept in capitals. */
export const symbolName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, "1 to 20 of A–Z, 0–9, dot and dash")
  .toUpperCase()
  .meta({ example: "AAPL" });
export const timeframe = z.enum(TIMEFRAMES);
export const assetClass = z.enum(ASSET_CLASSES);
export const criticality = z.enum(CRITICALITIES);
export const executionId = z.uuid();

/** A bounded page size: checked, never clamped. */
export const limit = (max: number, preset: number) => {
  const error = `must be a whole number from 1 to ${max}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(1, { error })
    .max(max, { error })
    .default(preset)
    .meta({ maximum: max });
};
export const cursor = z.string().max(500).optional();
export const nextCursor = z.string().nullable();

/** `a,b,c` in a query string → list; each item checked. */
export const commaList = <T extends z.ZodType<string>>(item: T) =>
  z.string().transform((text, context): z.output<T>[] => {
    const parsed = z
      .array(item)
      .min(1)
      .safeParse(
        text
          .split(",")
          .map((part) => part.trim())
          .filter((part) => part !== ""),
      );
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      context.addIssue({ code: "custom", message: issue.message });
    return z.NEVER;
  });

export const seriesRow = z.object({
  symbol: symbolName,
  timeframe,
  last_computed_at: instant.nullable(),
  staleness_seconds: z.number().int().nullable(),
  status: z.enum(FRESHNESS_STATUSES),
  data_point_count: z.number().int(),
  asset_class: assetClass,
  criticality,
  expected_through: instant.nullable(),
  stored_through: instant.nullable(),
  bars_behind: z.number().int().nullable(),
  data_status: z.enum(DATA_STATUSES),
  reason: z.enum(REASON_CODES),
  goes_stale_at: instant.nullable(),
  next_due_at: instant.nullable(),
  last_error: z.string().nullable(),
  snoozed_until: instant
    .nullable()
    .describe("Its faults are known: no alert and no verdict until then."),
  snooze_reason: z.string().nullable(),
});

/** The answer of everything that starts work. */
export const startedExecution = z.object({
  timestamp: instant,
  execution_id: executionId,
  total_symbols: z.number().int(),
  total_jobs: z.number().int(),
});
export const reason = z.string().trim().max(500).optional();
export const okResponse = z.object({ timestamp: instant, ok: z.literal(true) });
