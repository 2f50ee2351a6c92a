"use client";
/** Keyboard shortcuts: one listener, a register of what is offered now, and the list that `?` shows. */
import { useEffect } from "react";

export type Shortcut = {
  /** "r", "?", "g h" (one after the other), "mod+k". */
  keys: string;
  label: string;
  run: () => void;
  /** Said by `?` only: the keys belong to what has the focus. */
  hint?: true;
};

const offered = new Set<Shortcut>();
const SEQUENCE_MS = 1_200;
let first: { key: string; at: number } | null = null;

/** Fields that take no letters: a row that was ticked goes on listening to the keys. */
const LETTERLESS = new Set(["checkbox", "radio", "range", "file", "button"]);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !LETTERLESS.has(target.type);
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName);
}

function keysOf(event: KeyboardEvent): string {
  return event.metaKey || event.ctrlKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

function find(keys: string): Shortcut | undefined {
  // The newest offer wins: a dialog's shortcut beats the page's.
  return [...offered].reverse().find((shortcut) => !shortcut.hint && shortcut.keys === keys);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return;
  const keys = keysOf(event);
  if (isTyping(event.target) && !keys.startsWith("mod+")) return;
  // An open dialog has the keyboard to itself.
  if (document.querySelector("[role=dialog]")) return;
  const pending = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${keys}` : null;
  first = null;
  const match = (pending ? find(pending) : undefined) ?? find(keys);
  if (match) {
    event.preventDefault();
    match.run();
  } else if ([...offered].some(({ keys: other, hint }) => !hint && other.startsWith(`${keys} `))) {
    first = { key: keys, at: event.timeStamp };
  }
}

/** Everything that can be pressed now, without doubles. */
export function offeredShortcuts(): Shortcut[] {
  const byKeys = new Map<string, Shortcut>();
  for (const shortcut of offered) byKeys.set(shortcut.keys, shortcut);
  return [...byKeys.values()];
}

/** Offers shortcuts while the component is mounted; pass a stable (memoised) list. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  // External system: the window's keyboard.
  useEffect(() => {
    if (offered.size === 0) window.addEventListener("keydown", onKeyDown);
    for (const shortcut of shortcuts) offered.add(shortcut);
    return () => {
      for (const shortcut of shortcuts) offered.delete(shortcut);
      if (offered.size === 0) window.removeEventListener("keydown", onKeyDown);
    };
  }, [shortcuts]);
}
