/**
 * The vendor's bodies, checked at the door. The envelope is zod's; the bars themselves are read by a plain loop in
 * bars.ts, since zod takes 60 ms and more for the 50,000 of one page and the loop two.
 */
import { z } from "zod";

export const aggregatesBody = z.object({
  ticker: z.string().optional(),
  /** `DELAYED` is a 15-minute plan's OK. */
  status: z.enum(["OK", "DELAYED"]),
  adjusted: z.boolean().optional(),
  request_id: z.string().optional(),
  /** Absent or null: no bars. */
  results: z.array(z.unknown()).nullish(),
  next_url: z.string().nullish(),
});
export type AggregatesBody = z.output<typeof aggregatesBody>;

export const splitsBody = z.object({
  request_id: z.string().optional(),
  results: z
    .array(
      z.object({
        ticker: z.string().min(1),
        execution_date: z.iso.date(),
        split_from: z.number().positive(),
        split_to: z.number().positive(),
      }),
    )
    .nullish(),
  next_url: z.string().nullish(),
});

export const tickerBody = z.object({
  request_id: z.string().optional(),
  results: z.object({
    ticker: z.string(),
    name: z.string().nullish(),
    active: z.boolean().optional(),
  }),
});

/** What every error body may hold; the vendor words it as `error` or as `message`. */
export const errorBody = z.object({
  status: z.string().optional(),
  request_id: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});
