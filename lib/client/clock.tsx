"use client";
/** The one ticking clock of the page. It runs on the server's time, so a wrong clock on the reader's machine tells no lies. */
import { createContext, type ReactNode, use, useSyncExternalStore } from "react";

const TICK_MS = 1_000;
let skewMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;
/** Of the last tick; 0 = the page stands as the server drew it, so that nothing is drawn twice before it can act. */
let tickMs = 0;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tickMs = serverNowMs();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Between two ticks all of the page shows the same instant. */
function shownNowMs(initial: number): number {
  if (tickMs === 0) return initial;
  return timer === undefined ? serverNowMs() : tickMs;
}

/** The server's clock now, in ms. */
export function serverNowMs(): number {
  return Date.now() + skewMs;
}

/** Takes the server's time from the `timestamp` of an answer that has just arrived; jitter below two seconds is ignored. */
export function noteServerTime(answer: unknown): void {
  if (typeof answer !== "object" || answer === null || !("timestamp" in answer)) return;
  const seen = Date.parse(String(answer.timestamp)) - Date.now();
  if (Number.isFinite(seen) && Math.abs(seen - skewMs) > 2_000) skewMs = seen;
}

const InitialNow = createContext(0);

/** `nowMs`: the server's clock when it rendered, used until the page is hydrated. */
export function ClockProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  return <InitialNow value={nowMs}>{children}</InitialNow>;
}

/** The current time in ms, rounded down to `stepMs`; the component renders again only when that changes. */
export function useNow(stepMs: number = 10_000): number {
  const initial = use(InitialNow);
  const floor = (ms: number) => Math.floor(ms / stepMs) * stepMs;
  return useSyncExternalStore(
    subscribe,
    () => floor(shownNowMs(initial)),
    () => floor(initial),
  );
}
