"use client";
/** Whether this browser shows alerts as notices of its own, kept beside it and not in the cookie: a permission is the browser's. */
import { useSyncExternalStore } from "react";

const NOTICE_CHOICES = ["off", "hidden", "always"] as const;
export type NoticeChoice = (typeof NOTICE_CHOICES)[number];

/** `ask`: nobody has been asked yet. */
export type NoticeState = {
  choice: NoticeChoice;
  permission: "unsupported" | "ask" | "granted" | "denied";
};

const KEY = "candlewatch_notices";
const listeners = new Set<() => void>();

function permissionNow(): NoticeState["permission"] {
  if (typeof Notification === "undefined") return "unsupported";
  return Notification.permission === "default" ? "ask" : Notification.permission;
}

function read(): string {
  const stored = window.localStorage.getItem(KEY);
  const choice = NOTICE_CHOICES.find((name) => name === stored) ?? "off";
  return `${choice} ${permissionNow()}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function useNoticeState(): NoticeState {
  const [choice, permission] = useSyncExternalStore(subscribe, read, () => "off ask").split(
    " ",
  ) as [NoticeState["choice"], NoticeState["permission"]];
  return { choice, permission };
}

/** Call it from a press: browsers ask for permission only then. */
export async function chooseNotices(choice: NoticeChoice): Promise<void> {
  if (choice !== "off" && permissionNow() === "ask") await Notification.requestPermission();
  window.localStorage.setItem(KEY, choice);
  for (const listener of listeners) listener();
}
