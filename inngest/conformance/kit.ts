/**
 * What a conformance case is made of. Everything is observed from inside the functions, so the same case
 * runs against any server: what the steps saw, when, and what the server's own events said about the end.
 */
import type { Inngest, InngestFunction } from "inngest";

export type Entry = { what: string; value: unknown; atMs: number };

/** How a run ended, as `inngest/function.finished` tells it. */
export type End = {
  functionId: string;
  runId: string;
  status: "Completed" | "Failed" | "Cancelled" | string;
  result: unknown;
  error: { name?: string; message?: string } | null;
  /** `data` of the event that started the run. */
  data: Record<string, unknown>;
};

export type Kit = {
  client: Inngest;
  /** The event name of this case, unique per session. */
  event: (name: string) => string;
  send: (
    name: string,
    data?: Record<string, unknown>,
    more?: { id?: string; ts?: number },
  ) => Promise<void>;
  sendMany: (events: readonly { name: string; data: Record<string, unknown> }[]) => Promise<void>;
  /** Notes something that happened inside a function. */
  note: (what: string, value?: unknown) => void;
  notes: (what?: string) => Entry[];
  ends: (functionName: string) => End[];
  /** The id of the case's function as the server knows it. */
  fullId: (functionName: string) => string;
  /** The id to give to createFunction. */
  id: (functionName: string) => string;
  /** Waits until the question is answered with something other than false. */
  until: <T>(
    question: () => T | false | undefined | null,
    what: string,
    withinMs?: number,
  ) => Promise<T>;
  /** Ends of one function, once there are so many. */
  ended: (functionName: string, count?: number, withinMs?: number) => Promise<End[]>;
  /** Lets time pass, for what must not happen. */
  pause: (ms: number) => Promise<void>;
};

export type Case = {
  name: string;
  /** The guarantee, as a sentence. */
  title: string;
  /** Fills the queue: run after the others, whose times it would spoil. */
  heavy?: true;
  functions: (kit: Kit) => InngestFunction.Any[];
  /** Throws when the guarantee does not hold. */
  check: (kit: Kit) => Promise<void>;
};

export const defineCase = (definition: Case): Case => definition;

const POLL_MS = 15;
const WITHIN_MS = 60_000;

export type Recorder = ReturnType<typeof createRecorder>;

/** Collects notes and ends of all cases of a session. */
export function createRecorder() {
  const notes = new Map<string, Entry[]>();
  const ends: End[] = [];
  return {
    note: (owner: string, what: string, value: unknown) => {
      const list = notes.get(owner) ?? [];
      list.push({ what, value, atMs: performance.now() });
      notes.set(owner, list);
    },
    notesOf: (owner: string) => notes.get(owner) ?? [],
    end: (end: End) => {
      if (!ends.some(({ runId }) => runId === end.runId)) ends.push(end);
    },
    endsOf: (functionId: string) => ends.filter((end) => end.functionId === functionId),
  };
}

export function createKit(input: {
  client: Inngest;
  recorder: Recorder;
  caseName: string;
  nonce: string;
}): Kit {
  const { client, recorder, caseName, nonce } = input;
  const event = (name: string) => `cf${nonce}/${caseName}.${name}`;
  const id = (functionName: string) => `${caseName}-${functionName}`;
  const fullId = (functionName: string) => `${client.id}-${id(functionName)}`;
  const kit: Kit = {
    client,
    event,
    id,
    fullId,
    send: async (name, data = {}, more = {}) => {
      await client.send({ name: event(name), data, ...more });
    },
    sendMany: async (events) => {
      await client.send(events.map(({ name, data }) => ({ name: event(name), data })));
    },
    note: (what, value = null) => recorder.note(caseName, what, value),
    notes: (what) =>
      recorder.notesOf(caseName).filter((entry) => what === undefined || entry.what === what),
    ends: (functionName) => recorder.endsOf(fullId(functionName)),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    until: async (question, what, withinMs = WITHIN_MS) => {
      const deadline = performance.now() + withinMs;
      for (;;) {
        const answer = question();
        if (answer !== false && answer !== undefined && answer !== null) return answer;
        if (performance.now() > deadline)
          throw new Error(`${caseName}: not within ${withinMs} ms: ${what}`);
        await kit.pause(POLL_MS);
      }
    },
    ended: (functionName, count = 1, withinMs = WITHIN_MS) =>
      kit.until(
        () => kit.ends(functionName).length >= count && kit.ends(functionName),
        `${count} ends of ${functionName}`,
        withinMs,
      ),
  };
  return kit;
}
