/**
 * Counts what changed in the database, by topic, as its triggers announce it. Entity tags and the hot cache derive
 * from the counts: equal counts mean that nothing they depend on has changed.
 */
import { randomBytes } from "node:crypto";
import { connectListener, type Sql } from "./connect";

export const CHANGE_CHANNEL = "candlewatch_changed";

/** What the triggers announce (drizzle/migrations). */
const CHANGE_TOPICS = [
  "executions",
  "jobs",
  "freshness",
  "failures",
  "symbols",
  "bars",
  "alerts",
  "settings",
  "audit",
] as const;
type ChangeTopic = (typeof CHANGE_TOPICS)[number];

export type ChangeCounter = {
  /** A short text that differs whenever one of the topics (all, if none is named) changed; null while nobody listens. */
  read: (topics?: readonly ChangeTopic[]) => string | null;
  /** Called with the topic of every notice, and with null when notices may have been missed. Returns the way out. */
  subscribe: (listener: (topic: string | null) => void) => () => void;
  close: () => Promise<void>;
};

const RECONNECT_MS = 500;
/** A connection that died without a word is found by asking. */
const PROBE_MS = 10_000;
const PROBE_TIMEOUT_MS = 3_000;

/** Listens until closed; reconnects by itself, and counts a reconnection as a change of everything. */
export function startChangeCounter(url: string): ChangeCounter {
  const counter = new Counter(url);
  counter.connect();
  return {
    read: (topics) => counter.read(topics ?? CHANGE_TOPICS),
    subscribe: (listener) => counter.subscribe(listener),
    close: () => counter.close(),
  };
}

const holder: { [key: symbol]: ChangeCounter | undefined } = globalThis as never;
const CHANGES = Symbol.for("candlewatch.changes");

/** The counter of this process, started once; bundlers may copy this module, the counter stays one. */
export function ensureChangeCounter(url: string): ChangeCounter {
  holder[CHANGES] ??= startChangeCounter(url);
  return holder[CHANGES];
}

/** Null before `ensureChangeCounter`. */
export function currentChangeCounter(): ChangeCounter | null {
  return holder[CHANGES] ?? null;
}

class Counter {
  readonly #url: string;
  readonly #counts = new Map<string, number>();
  readonly #listeners = new Set<(topic: string | null) => void>();
  /** Counts of two processes, or of two connections, must never look alike. */
  #mark = "";
  #connection: Sql | null = null;
  #retry: NodeJS.Timeout | undefined;
  #probe: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string) {
    this.#url = url;
  }

  read(topics: readonly string[]): string | null {
    if (this.#connection === null) return null;
    return `${this.#mark}.${topics.map((topic) => this.#counts.get(topic) ?? 0).join(".")}`;
  }

  subscribe(listener: (topic: string | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(): void {
    let isCurrent = true;
    const onClose = () => {
      if (isCurrent) this.#lose();
      isCurrent = false;
    };
    connectListener(this.#url, CHANGE_CHANNEL, { onNotice: (topic) => this.#count(topic), onClose })
      .then((connection) => this.#adopt(connection))
      .catch(() => this.#retryLater());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#probe);
    const connection = this.#connection;
    this.#connection = null;
    await connection?.end({ timeout: 1 });
  }

  #adopt(connection: Sql): void {
    if (this.#isClosed) {
      void connection.end({ timeout: 1 });
      return;
    }
    this.#connection = connection;
    this.#mark = randomBytes(4).toString("hex");
    this.#tell(null);
    clearInterval(this.#probe);
    this.#probe = setInterval(() => void this.#check(connection), PROBE_MS);
    this.#probe.unref();
  }

  async #check(connection: Sql): Promise<void> {
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error("no answer")), PROBE_TIMEOUT_MS).unref();
    });
    try {
      await Promise.race([connection`select 1`, late]);
    } catch {
      if (this.#connection === connection) this.#lose();
      void connection.end({ timeout: 0 });
    }
  }

  #lose(): void {
    this.#connection = null;
    clearInterval(this.#probe);
    this.#tell(null);
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.connect(), RECONNECT_MS);
    this.#retry.unref();
  }

  #count(topic: string): void {
    this.#counts.set(topic, (this.#counts.get(topic) ?? 0) + 1);
    this.#tell(topic);
  }

  #tell(topic: string | null): void {
    for (const listener of this.#listeners) listener(topic);
  }
}
