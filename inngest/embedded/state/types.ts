/** What the state machine sees and says. No clock, no database, no network. */
import type { Answer } from "@/inngest/embedded/protocol/answer";
import type { Due } from "@/inngest/embedded/protocol/duration";
import type { JsonError } from "@/inngest/embedded/protocol/op";

/** Work of a run that is called (discovery, step) or comes due (sleep, wait, invoke). */

export type RunItemKind = "discovery" | "step" | "sleep" | "wait" | "invoke";

export type RunItem = {
  id: number;
  kind: RunItemKind;
  /** Null for a discovery. */
  stepId: string | null;
  name: string;
  /** 0-based. */
  attempt: number;
  coalesce: boolean;
  race: boolean;
  /** Something finished while this discovery was under way. */
  again: boolean;
  leased: boolean;
};

/** A run under its lock. `items` is everything it has yet to do. */
export type RunView = {
  runId: string;
  functionId: string;
  maxAttempts: number;
  /** Waits between attempts. */
  retryDelaysMs: readonly number[];
  /** Finished steps, and the bytes of their results. */
  steps: number;
  bytes: number;
  items: readonly RunItem[];
  /** Ids of finished steps, at least of those the answer names. */
  done: ReadonlySet<string>;
};

/** The end of something that is not called: a sleep over, an event come, a timeout, an invoked run ended. */
type Resolution = { type: "resolved"; failed: boolean; body: string };

export type Input = Answer | Resolution;

export type Change =
  | {
      do: "remember";
      stepId: string;
      name: string;
      op: string;
      failed: boolean;
      /** JSON. */
      body: string;
      attempts: number;
    }
  | {
      do: "open";
      kind: "step" | "sleep" | "wait" | "invoke";
      stepId: string;
      name: string;
      /** Null: at once for a step, never for an invoke without a timeout. */
      due: Due | null;
      coalesce: boolean;
      race: boolean;
      wait?: { event: string; condition: string | null };
      invoke?: { functionId: string; data: Record<string, unknown>; v: string | null };
    }
  /** The item itself turns into the run's next discovery. */
  | { do: "discover" }
  /** The discovery turns into the one step it found. */
  | { do: "run-step"; stepId: string; name: string; race: boolean }
  | { do: "retry"; attempt: number; due: Due; error: JsonError }
  /** Tell the run's discovery that it has to look once more. */
  | { do: "again"; itemId: number }
  | { do: "close" }
  | { do: "end"; status: "completed"; output: string }
  | { do: "end"; status: "failed"; error: JsonError };

export const LIMITS = {
  stepBytes: 4 * 1024 * 1024,
  stateBytes: 32 * 1024 * 1024,
  steps: 1_000,
} as const;
