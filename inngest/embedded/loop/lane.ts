/**
 * The one lane through which this instance writes: answers that are ready together commit together,
 * and no two of our own transactions can wait for each other.
 */
import { inLeasedTransaction, type Tx } from "@/inngest/embedded/store/handle";
import { isDatabaseAway, sqlStateOf } from "@/lib/db/database-away";
import type { LoopContext } from "./context";
import { commitQuick } from "./quick";
import { settle } from "./settle";
import type { Outcome, RunInput } from "./transition";

const MOST_TOGETHER = 64;
const MOST_TRIES = 5;
const RETRY_MS = 250;

type Waiting = {
  input: RunInput;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
};

export type Lane = {
  /** Applies the input with whatever else is ready; resolves once it is committed. */
  submit: (input: RunInput) => Promise<Outcome>;
  /** A transaction of its own, in turn. */
  run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Resolves when nothing is left to write. */
  idle: () => Promise<void>;
};

export function createLane(context: LoopContext): Lane {
  const waiting: Waiting[] = [];
  let tail: Promise<unknown> = Promise.resolve();
  let flushing = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };

  const flush = async () => {
    flushing = false;
    const together = waiting.splice(0, MOST_TOGETHER);
    if (waiting.length > 0) schedule();
    if (together.length > 0) await commitTogether(context, together);
  };

  const schedule = () => {
    if (flushing) return;
    flushing = true;
    void inTurn(flush);
  };

  return {
    submit: (input) =>
      new Promise((resolve, reject) => {
        waiting.push({ input, resolve, reject });
        schedule();
      }),
    run: (work) => inTurn(() => inTransaction(context, work)),
    idle: () => inTurn(async () => undefined),
  };
}

async function commitTogether(context: LoopContext, together: readonly Waiting[]) {
  const rest = await commitShort(context, together);
  if (rest.length > 0) await commitLong(context, rest);
}

/** @returns those that have to go the long way */
async function commitShort(
  context: LoopContext,
  together: readonly Waiting[],
): Promise<readonly Waiting[]> {
  const inputs = together.map(({ input }) => input);
  try {
    const outcomes = await commitQuick(context, inputs);
    return together.filter(({ resolve }, index) => {
      const outcome = outcomes[index];
      if (outcome) resolve(outcome);
      return !outcome;
    });
  } catch (error) {
    // If it was committed all the same, the long way finds other tokens, and changes nothing.
    context.log.warn({ error: String(error) }, "engine took the long way");
    return together;
  }
}

async function commitLong(context: LoopContext, together: readonly Waiting[]) {
  const inputs = together.map(({ input }) => input);
  try {
    const outcomes = await inTransaction(context, (tx) => settle(tx, context, inputs));
    together.forEach(({ resolve }, index) => {
      resolve(outcomes[index] ?? { type: "late" });
    });
  } catch (error) {
    if (together.length === 1) {
      together[0]?.reject(error);
      return;
    }
    // One of them can't be written: alone, only that one fails.
    for (const one of together) await commitLong(context, [one]);
  }
}

/** Tries again what may succeed the next time: deadlocks, and a database that is away for a moment. */
async function inTransaction<T>(context: LoopContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inLeasedTransaction(context.sql, context.options.leaseMs, work);
    } catch (error) {
      if (attempt >= MOST_TRIES || !isTransient(error)) throw error;
      context.log.warn({ error: String(error), attempt }, "engine transaction repeated");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
    }
  }
}

/** The server ended the transaction because this process had stalled in it. */
const STALLED = new Set(["25P03", "25P04"]);

function isTransient(error: unknown): boolean {
  return isDatabaseAway(error) || STALLED.has(sqlStateOf(error) ?? "");
}
